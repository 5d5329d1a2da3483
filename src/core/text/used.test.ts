import { expect, test } from 'vitest'
import { used } from './used.ts'

const texts = (many: number, text: string, language: string, own: boolean) => Array.from({ length: many }, () => ({ text, language, own }))

test('words and links are counted by the texts they stand in, each once', () => {
  const found = used([
    ...texts(6, 'Sorry sorry! See https://help.example/payout?x=1. It is 3 days.', 'en', true),
    ...texts(5, 'See you', 'en', false),
  ])
  expect(found).toContainEqual({ kind: 'word', key: 'sorry', own: 6, peers: 0 })
  expect(found).toContainEqual({ kind: 'word', key: 'see', own: 6, peers: 5 })
  expect(found).toContainEqual({ kind: 'link', key: 'help.example/payout', own: 6, peers: 0 })
  expect(found.map(({ key }) => key)).not.toContain('3')
})

test('languages written without spaces are cut into words', () => {
  const keys = used(texts(5, 'ຂໍອະໄພທີ່ໃຫ້ລໍຖ້າດົນ', 'lo', true)).map(({ key }) => key)
  expect(keys).toContain('ລໍຖ້າ')
})

test('what stands in four texts only is left out', () => {
  expect(used(texts(4, 'hello', 'en', true))).toEqual([])
})
