import { expect, test } from 'vitest'
import { shape } from './fitting.ts'
import type { Language } from './records.ts'
import { type Texts, texts } from './texts.ts'
import { mains } from './topics.ts'

const languages: Language[] = ['en', 'th', 'lo', 'km']
const scripts = { en: /[a-z]/i, th: /[\u0e00-\u0e7f]/, lo: /[\u0e80-\u0eff]/, km: /[\u1780-\u17ff]/ }
const everyComment = (all: Texts) => Object.values(all.comments).flatMap(({ good, neutral, bad }) => [...good, ...neutral, ...bad])
const everyText = (all: Texts): string[] =>
  JSON.stringify(all)
    .match(/"(?:[^"\\]|\\.)*"/g)!
    .map(quoted => JSON.parse(quoted) as string)

test.each(languages)('%s has at least 80 different comments, none of them without a word', language => {
  const comments = everyComment(texts[language])
  expect(new Set(comments).size).toBe(comments.length)
  expect(comments.length).toBeGreaterThanOrEqual(80)
  expect(comments.filter(comment => comment.trim().length < 2)).toEqual([])
})

test.each(languages)('%s is written in its own script', language => {
  const own = everyComment(texts[language]).filter(comment => scripts[language].test(comment))
  expect(own.length).toBe(everyComment(texts[language]).length)
  const others = languages.filter(other => other !== language && other !== 'en')
  for (const other of others)
    expect(
      everyText(texts[language]).filter(text => scripts[other].test(text)),
      other,
    ).toEqual([])
})

test.each(languages)('%s has 15 replies, notes and causes, and every reply greets by the whole name', language => {
  const { replies, notes, causes } = texts[language]
  expect(Object.values(replies).flat().length).toBeGreaterThanOrEqual(15)
  expect(Object.values(notes).flat().length).toBeGreaterThanOrEqual(15)
  expect(new Set(Object.values(causes).map(cause => cause.why)).size).toBeGreaterThanOrEqual(15)
  expect(
    Object.values(replies)
      .flat()
      .filter(reply => reply.split('{name}').length !== 2),
  ).toEqual([])
})

test.each(languages)('%s is composed and carries nothing invisible', language => {
  const broken = everyText(texts[language]).filter(text => text !== text.normalize('NFC') || /[\u200b\u2060\ufeff]/.test(text))
  expect(broken).toEqual([])
})

test.each(languages)('%s lists its texts in the order by which they are fitted to topics', language => {
  const { comments, replies, notes } = texts[language]
  const lengths = (lists: { [key: string]: readonly unknown[] }) =>
    Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.length]))
  for (const main of mains) expect(lengths(comments[main]), main).toEqual(lengths(shape.comments[main]))
  expect(lengths(replies)).toEqual({ any: 5, ...lengths(shape.replies) })
  expect(lengths(notes)).toEqual({ any: 5, ...lengths(shape.notes) })
})
