import type { Definition, End, Question, QuestionKind, Words } from '#core/surveys/definition.ts'
import { wordKeysOf } from '#core/surveys/words.ts'

/** What the editor holds: one thing, so that undo takes back one thing. Every edit makes a new one. */
export type Draft = { name: string; definition: Definition; words: Words }

type Part = 'choices' | 'rows' | 'columns'
const wordOfPart = { choices: 'choice', rows: 'row', columns: 'column' } as const
/** Words of these are not a question's. */
const taken = ['end', 'title', 'intro', 'page']

const within = (draft: Draft, change: Partial<Definition>): Draft => ({ ...draft, definition: { ...draft.definition, ...change } })

/** `choice-3`: the first number from the list's length on that nobody has. */
export function freshKey(prefix: string, keys: readonly string[]): string {
  for (let n = keys.length + 1; ; n++) if (!keys.includes(`${prefix}-${n}`)) return `${prefix}-${n}`
}

/** Empty words are no words. */
export function setWord(draft: Draft, language: string, key: string, text: string): Draft {
  const { [key]: _, ...rest } = draft.words[language] ?? {}
  const words = text === '' ? rest : { ...rest, [key]: text }
  return { ...draft, words: { ...draft.words, [language]: words } }
}

export const setWords = (draft: Draft, words: Words): Draft =>
  Object.entries(words).reduce(
    (all, [language, texts]) => Object.entries(texts).reduce((inner, [key, text]) => setWord(inner, language, key, text), all),
    draft,
  )

/** Every language's words under other keys; null drops them. */
const renameWords = (words: Words, rename: (key: string) => string | null): Words =>
  Object.fromEntries(
    Object.entries(words).map(([language, texts]) => [
      language,
      Object.fromEntries(
        Object.entries(texts).flatMap(([key, text]) => {
          const next = rename(key)
          return next === null ? [] : [[next, text]]
        }),
      ),
    ]),
  )

const dropWords = (words: Words, prefix: string) => renameWords(words, key => (key.startsWith(prefix) ? null : key))

/** Puts a question after another (null: at the end), with its words where the survey speaks their language. */
export function addQuestion(draft: Draft, question: Question, words: Words, after: string | null): Draft {
  const { questions } = draft.definition
  const place = after === null ? questions.length : questions.findIndex(({ key }) => key === after) + 1
  const spoken = Object.fromEntries(Object.entries(words).filter(([language]) => language in draft.words))
  return setWords(within(draft, { questions: questions.toSpliced(place, 0, question) }), spoken)
}

export const changeQuestion = (draft: Draft, key: string, change: (question: Question) => Question): Draft =>
  within(draft, { questions: draft.definition.questions.map(one => (one.key === key ? change(one) : one)) })

/** With its words, and with the conditions and quotas that are about it. The last one stays: a survey asks something. */
export function removeQuestion(draft: Draft, key: string): Draft {
  const { questions, ends, quotas } = draft.definition
  if (questions.length === 1) return draft
  const without = <T extends { when: Question['when'] }>(one: T): T => {
    const conditions = one.when?.conditions.filter(({ question }) => question !== key) ?? []
    return { ...one, when: one.when && conditions.length > 0 ? { ...one.when, conditions } : null }
  }
  const left = within(draft, {
    questions: questions.filter(one => one.key !== key).map(without),
    ends: ends.map(without),
    quotas: quotas.filter(({ question }) => question !== key),
  })
  return { ...left, words: dropWords(draft.words, `${key}.`) }
}

/** The first of its kind gets the plain name, as `score`, and is known by it in exports. */
export function keyFor(kind: QuestionKind, { questions, hidden }: Definition): string {
  const keys = [...questions.map(({ key }) => key), ...hidden, ...taken]
  return keys.includes(kind) ? freshKey(kind, keys) : kind
}

export function copyQuestion(draft: Draft, key: string): Draft {
  const question = draft.definition.questions.find(one => one.key === key)
  if (!question) return draft
  const copy = keyFor(question.kind, draft.definition)
  const words = Object.fromEntries(
    Object.entries(draft.words).map(([language, texts]) => [
      language,
      Object.fromEntries(
        Object.entries(texts)
          .filter(([word]) => word.startsWith(`${key}.`))
          .map(([word, text]) => [copy + word.slice(key.length), text]),
      ),
    ]),
  )
  return addQuestion(draft, { ...structuredClone(question), key: copy }, words, key)
}

/** Why a question cannot be called so; null when it can. */
export function wrongKey({ definition }: Draft, key: string, next: string): 'invalid' | 'taken' | null {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(next)) return 'invalid'
  const keys = [...definition.questions.map(one => one.key), ...definition.hidden, ...taken].filter(one => one !== key)
  return keys.includes(next) ? 'taken' : null
}

/** Everything that names it follows. */
export function renameQuestion(draft: Draft, key: string, next: string): Draft {
  const { questions, ends, quotas } = draft.definition
  const follow = <T extends { question: string }>(one: T): T => (one.question === key ? { ...one, question: next } : one)
  const named = <T extends { when: Question['when'] }>(one: T): T => ({
    ...one,
    when: one.when && { ...one.when, conditions: one.when.conditions.map(follow) },
  })
  const renamed = within(draft, {
    questions: questions.map(one => named(one.key === key ? { ...one, key: next } : one)),
    ends: ends.map(named),
    quotas: quotas.map(follow),
  })
  return { ...renamed, words: renameWords(draft.words, word => (word.startsWith(`${key}.`) ? next + word.slice(key.length) : word)) }
}

/** Something of a list at another place; beyond its ends it stays. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from]
  const place = Math.min(list.length - 1, Math.max(0, to))
  return one === undefined ? [...list] : list.toSpliced(from, 1).toSpliced(place, 0, one)
}

export const moveQuestion = (draft: Draft, from: number, to: number): Draft =>
  within(draft, { questions: moved(draft.definition.questions, from, to) })

const partsOf = (question: Question, part: Part): string[] => (question as unknown as Record<Part, string[] | undefined>)[part] ?? []

/** The keys of its choices, rows or columns, as they shall be. Words, conditions and quotas of those that are gone go too. */
function setParts(draft: Draft, key: string, part: Part, keys: readonly string[]): Draft {
  const changed = changeQuestion(draft, key, question => ({ ...question, [part]: keys }) as Question)
  const question = draft.definition.questions.find(one => one.key === key)
  const gone = question ? partsOf(question, part).filter(one => !keys.includes(one)) : []
  return gone.reduce((all, one) => withoutPart(all, key, part, one), changed)
}

function withoutPart(draft: Draft, key: string, part: Part, gone: string): Draft {
  const words = renameWords(draft.words, word => (word === `${key}.${wordOfPart[part]}.${gone}` ? null : word))
  const quotas = draft.definition.quotas.filter(({ question, value }) => part !== 'choices' || question !== key || value !== gone)
  return { ...within(draft, { quotas }), words }
}

export function addPart(draft: Draft, key: string, part: Part): Draft {
  const question = draft.definition.questions.find(one => one.key === key)
  if (!question) return draft
  const keys = partsOf(question, part)
  return setParts(draft, key, part, [...keys, freshKey(wordOfPart[part], keys)])
}

/** A list of choices pasted or typed as lines: one choice each. */
export function addParts(draft: Draft, key: string, part: Part, language: string, texts: readonly string[]): Draft {
  return texts.reduce((all, text) => {
    const next = addPart(all, key, part)
    const question = next.definition.questions.find(one => one.key === key)
    const fresh = question && partsOf(question, part).at(-1)
    return fresh ? setWord(next, language, `${key}.${wordOfPart[part]}.${fresh}`, text) : next
  }, draft)
}

export const removePart = (draft: Draft, key: string, part: Part, one: string): Draft => {
  const question = draft.definition.questions.find(each => each.key === key)
  const keys = question ? partsOf(question, part) : []
  return keys.length <= 2
    ? draft
    : setParts(
        draft,
        key,
        part,
        keys.filter(each => each !== one),
      )
}

export const movePart = (draft: Draft, key: string, part: Part, from: number, to: number): Draft =>
  changeQuestion(draft, key, question => ({ ...question, [part]: moved(partsOf(question, part), from, to) }) as Question)

export function addEnd(draft: Draft, title: Words): Draft {
  const { ends } = draft.definition
  const key = freshKey(
    'end',
    ends.map(one => one.key),
  )
  const words = Object.fromEntries(
    Object.entries(title)
      .filter(([language]) => language in draft.words)
      .map(([language, texts]) => [language, { [`end.${key}.title`]: texts.title ?? '' }]),
  )
  // A page with a condition is looked at before the one for everybody else.
  const place = ends.findIndex(({ when }) => when === null)
  const end: End = { key, when: null, link: null }
  return setWords(within(draft, { ends: ends.toSpliced(place < 0 ? ends.length : place, 0, end) }), words)
}

export const changeEnd = (draft: Draft, key: string, change: Partial<End>): Draft =>
  within(draft, { ends: draft.definition.ends.map(one => (one.key === key ? { ...one, ...change } : one)) })

export const removeEnd = (draft: Draft, key: string): Draft => ({
  ...within(draft, { ends: draft.definition.ends.filter(one => one.key !== key) }),
  words: dropWords(draft.words, `end.${key}.`),
})

export const moveEnd = (draft: Draft, from: number, to: number): Draft => within(draft, { ends: moved(draft.definition.ends, from, to) })

export const changeDefinition = within

export const addLanguage = (draft: Draft, language: string): Draft =>
  language in draft.words ? draft : { ...draft, words: { ...draft.words, [language]: {} } }

/** The survey's own language stays. */
export function removeLanguage(draft: Draft, language: string): Draft {
  if (language === draft.definition.language) return draft
  const { [language]: _, ...words } = draft.words
  return { ...draft, words }
}

/** What is shown where a translation is missing. */
export const setFallback = (draft: Draft, language: string): Draft => within(addLanguage(draft, language), { language })

/** Without words of what is not asked any more. `page.` words are what stands around the questions, in other languages than our four. */
export function tidy(draft: Draft): Draft {
  const known = new Set(wordKeysOf(draft.definition).map(({ key }) => key))
  return { ...draft, words: renameWords(draft.words, key => (known.has(key) || key.startsWith('page.') ? key : null)) }
}
