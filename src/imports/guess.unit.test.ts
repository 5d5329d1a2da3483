import { expect, test } from 'vitest'
import type { ImportField } from '#kernel/importer.ts'
import { guess } from './guess.ts'

const field = (key: string, kind: ImportField['kind'], ...guesses: string[]): ImportField => ({ key, label: key, kind, guesses })
const fields = [
  { ...field('text', 'text', 'comment', 'text', 'texts', 'content', 'explication', 'ความคิดเห็น', 'ຄຳຕິຊົມ', 'មតិយោបល់'), required: true },
  field('score', 'score', 'nps score', 'nps', 'score', 'rating', 'overall rating', 'คะแนน', 'ຄະແນນ', 'ពិន្ទុ', 'note'),
  field('saidAt', 'instant', 'said at', 'date', 'created at', 'วันที่', 'ວັນທີ', 'កាលបរិច្ឆេទ'),
  field('id', 'text', 'response id', 'id'),
  field('customer', 'text', 'user id', 'customer id'),
  field('name', 'text', 'customer name', 'name', 'author', 'ชื่อลูกค้า', 'ຊື່ລູກຄ້າ', 'ឈ្មោះអតិថិជន', 'nom'),
  field('email', 'email', 'email', 'e mail', 'อีเมล', 'ອີເມວ', 'អ៊ីមែល', 'courriel'),
]
const guessed = (headers: string[], ...sample: string[][]) =>
  Object.fromEntries(Object.entries(guess(headers, sample, fields)).map(([key, [header]]) => [key, header]))

test('the columns of Miro, Botanic, Skytrax and Wisesight are found', () => {
  expect(guessed(['user_id', 'text', 'NPS_Score'], ['3074457', 'Slow', '0'])).toEqual({
    customer: 'user_id',
    text: 'text',
    score: 'NPS_Score',
  })
  const botanic = ['#1', 'id', 'nps', 'satisfaction', 'intention', 'explication', 'NbPassageKS', 'CaTicket', 't']
  expect(guessed(botanic, ['1', '2368', '10', '10', '10', 'NA', '23', '12.85', '11'])).toEqual({
    id: 'id',
    score: 'nps',
    text: 'explication',
  })
  const skytrax = ['title', 'author', 'author_country', 'date', 'content', 'date_visit', 'overall_rating', 'comfort_rating']
  expect(guessed(skytrax, ['Athens', 'R Deu', 'Spain', '2014-03-09', 'Two separate areas', '', '3.0', '3'])).toEqual({
    name: 'author',
    saidAt: 'date',
    text: 'content',
    score: 'overall_rating',
  })
  expect(guessed(['category', 'texts'], ['neu', 'ไปจองมาแล้วนาจา'])).toEqual({ text: 'texts' })
})

test('columns are found in Thai, Lao, Khmer and French', () => {
  expect(guessed(['ชื่อลูกค้า', 'อีเมล', 'คะแนน', 'ความคิดเห็น', 'วันที่'])).toMatchObject({
    name: 'ชื่อลูกค้า',
    email: 'อีเมล',
    score: 'คะแนน',
    text: 'ความคิดเห็น',
    saidAt: 'วันที่',
  })
  expect(guessed(['ຊື່ລູກຄ້າ', 'ຄະແນນ', 'ຄຳຕິຊົມ'])).toMatchObject({ name: 'ຊື່ລູກຄ້າ', score: 'ຄະແນນ', text: 'ຄຳຕິຊົມ' })
  expect(guessed(['ឈ្មោះអតិថិជន', 'ពិន្ទុ', 'មតិយោបល់'])).toMatchObject({ name: 'ឈ្មោះអតិថិជន', score: 'ពិន្ទុ', text: 'មតិយោបល់' })
  expect(guessed(['Nom', 'Courriel', 'Note'], ['Keo', 'k@x.example', '4'])).toMatchObject({ name: 'Nom', email: 'Courriel', score: 'Note' })
})

test('a name is not believed against what is in the column', () => {
  expect(guessed(['score', 'text'], ['very good', 'x'], ['bad', 'y'])).toEqual({ text: 'text' })
})

test('without names addresses and sentences are still recognised, each column once', () => {
  const rows = [
    ['noi@x.example', 'Nobody called me back about my order'],
    ['keo@x.example', 'The delivery came a day too late again'],
  ]
  expect(guessed(['#1', '#2'], ...rows)).toEqual({ email: '#1', text: '#2' })
})
