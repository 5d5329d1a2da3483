import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NPS } from '#core/scores/scale.ts'
import type { SurveyContent } from '#core/surveys/definition.ts'
import { Definition } from '#core/surveys/definition.ts'
import { newId } from '#kernel/id.ts'
import { addSurvey, publishSurvey, saveDraft, saveSettings } from '#surveys/api.ts'
import { testApp } from '#testing.ts'
import { becomeFeedback } from './feedback.ts'
import { keepResponses } from './keep.ts'
import { getResponse, getResults, listResponses } from './results-api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z' })
})
afterAll(() => app.close())

const head = () => app.as('anna')

async function surveyOf(input: object) {
  const { id } = await head().call(addSurvey, input)
  await head().call(publishSurvey, { id })
  return id
}

type Said = { survey: string; answers: Record<string, unknown> } & Partial<{
  at: string
  version: number
  channel: string
  language: string
  comment: string
  test: boolean
  archived: boolean
  accountId: string
  customerId: string
  memberId: string
  properties: object
}>

/** Rows as the intake writes them. */
async function answered(rows: Said[]) {
  const now = app.clock.now
  for (let from = 0; from < rows.length; from += 1_000)
    await app.write(({ tx }) =>
      tx
        .insertInto('response')
        .values(
          rows.slice(from, from + 1_000).map(one => ({
            id: newId(),
            surveyId: one.survey,
            version: one.version ?? 1,
            channel: one.channel ?? 'link',
            language: one.language ?? 'en',
            answers: JSON.stringify(one.answers),
            comment: one.comment ?? '',
            test: one.test ?? false,
            archivedAt: one.archived ? now : null,
            accountId: one.accountId ?? null,
            customerId: one.customerId ?? null,
            memberId: one.memberId ?? null,
            properties: JSON.stringify(one.properties ?? {}),
            respondedAt: new Date(one.at ?? '2026-02-10T09:00:00Z'),
            changedAt: now,
            ...(typeof one.answers.score === 'number' ? { score: one.answers.score, scale: 'nps', scaleMin: 0, scaleMax: 10 } : {}),
          })),
        )
        .execute(),
    )
}

const scores = (survey: string, counts: Record<number, number>, rest: Partial<Said> = {}): Said[] =>
  Object.entries(counts).flatMap(([score, n]) => Array.from({ length: n }, () => ({ ...rest, survey, answers: { score: Number(score) } })))

const figureOf = async (survey: string, filters = {}) => {
  const { questions, ...all } = await head().call(getResults, { survey, ...filters })
  return { ...all, question: questions[0]!, figure: questions[0]!.figures[0]! }
}

describe('a figure says how many and how sure', () => {
  // ../shared/golden/nps: promoters, passives, detractors → NPS, adjusted Wald (unclipped there).
  test.each([
    [10, 0, 0, 100, 47.50355154, 100],
    [0, 0, 10, -100, -100, -47.50355154],
    [3, 4, 3, 0, -41.28909562, 41.28909562],
    [7, 2, 1, 60, 7.03940866, 85.26828365],
    [36, 20, 44, -8, -24.88005483, 9.34607425],
    [165, 59, 26, 55.6, 46.59229143643191, 63.28913148846927],
    [1000, 500, 500, 25, 21.33190284, 28.59320949],
  ])('NPS of %i promoters, %i passives, %i detractors', async (promoters, passives, detractors, value, low, high) => {
    const survey = await surveyOf({ template: 'nps' })
    await answered(scores(survey, { 10: promoters, 8: passives, 3: detractors }))
    const { figure } = await figureOf(survey)
    expect(figure).toMatchObject({ measure: 'nps', n: promoters + passives + detractors })
    expect(figure.value).toBeCloseTo(value, 8)
    expect(figure.low).toBeCloseTo(low, 6)
    expect(figure.high).toBeCloseTo(high, 6)
  })

  test('Miro’s 441 answers are 60.3, between 53.9 and 66.0', async () => {
    const survey = await surveyOf({ template: 'nps' })
    await answered(scores(survey, { 0: 2, 2: 2, 3: 1, 4: 6, 5: 12, 6: 17, 7: 28, 8: 67, 9: 80, 10: 226 }))
    const { figure, question } = await figureOf(survey)
    expect([figure.n, figure.value, figure.low, figure.high].map(one => one!.toFixed(3))).toEqual(['441.000', '60.317', '53.855', '65.965'])
    expect(question.bars.map(bar => bar.n)).toEqual([2, 0, 2, 1, 6, 12, 17, 28, 67, 80, 226])
  })

  // ../shared/golden/csat.
  test.each([
    [0, 10, 0, 0.2775327999],
    [10, 10, 0.7224672001, 1],
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
  ])('CSAT with %i satisfied of %i has Wilson’s interval', async (hits, of, low, high) => {
    const survey = await surveyOf({ template: 'csat' })
    await answered(scores(survey, { 5: hits, 2: of - hits }))
    const { figure, question } = await figureOf(survey)
    expect(figure).toMatchObject({ measure: 'share', n: of })
    expect(figure.low).toBeCloseTo(low, 4)
    expect(figure.high).toBeCloseTo(high, 4)
    expect(question.figures[1]).toMatchObject({ measure: 'mean', n: of })
  })

  test('CES is a mean with the interval of Student’s t, its direction said, and the share beside it', async () => {
    const survey = await surveyOf({ template: 'ces' })
    await answered(scores(survey, { 7: 3, 5: 2, 2: 1 }))
    const { figure, question } = await figureOf(survey)
    // By hand: 5.5 ± 2.570582 · √(3.9 / 6).
    expect(figure).toMatchObject({ measure: 'mean', n: 6 })
    expect([figure.value, figure.low, figure.high].map(one => one!.toFixed(3))).toEqual(['5.500', '3.428', '7.572'])
    expect(question.scale).toMatchObject({ id: 'ces', direction: 'up' })
    expect(question.figures[1]!.value).toBeCloseTo(5 / 6)
  })

  test('four answers are only a count, and five a figure', async () => {
    const survey = await surveyOf({ template: 'nps' })
    await answered(scores(survey, { 10: 4 }))
    const few = await figureOf(survey)
    expect(few.figure).toEqual({ measure: 'nps', n: 4, value: null, low: null, high: null })
    expect(few.question.bars).toEqual([])
    await answered(scores(survey, { 10: 1 }))
    expect((await figureOf(survey)).figure.value).toBe(100)
  })

  test('tests and archived answers are counted nowhere, and it is said how many', async () => {
    const survey = await surveyOf({ template: 'nps' })
    await answered([
      ...scores(survey, { 10: 6 }),
      ...scores(survey, { 0: 3 }, { test: true }),
      ...scores(survey, { 0: 2 }, { archived: true }),
      ...scores(survey, { 0: 1 }, { archived: true, test: true }),
      ...scores(survey, { 0: 1 }, { properties: { 'sabai.suspicious': 'field' } }),
    ])
    const { n, excluded, figure } = await figureOf(survey)
    expect({ n, excluded, value: figure.value }).toEqual({ n: 6, excluded: { test: 4, archived: 2, machine: 1 }, value: 100 })
    expect((await head().call(listResponses, { survey })).items).toHaveLength(6)
  })

  test('a survey that nobody answered has no figure, and no error', async () => {
    const { n, figure, question } = await figureOf(await surveyOf({ template: 'nps' }))
    expect({ n, figure, trend: question.trend }).toEqual({
      n: 0,
      figure: { measure: 'nps', n: 0, value: null, low: null, high: null },
      trend: [],
    })
  })
})

describe('over time', () => {
  test('weeks begin on the workspace’s Monday, and empty ones stand there with nothing', async () => {
    const survey = await surveyOf({ template: 'nps' })
    // Vientiane is seven hours ahead: Sunday evening in UTC is Monday there.
    await answered([
      ...scores(survey, { 10: 5 }, { at: '2026-01-04T16:59:59Z' }),
      ...scores(survey, { 0: 5 }, { at: '2026-01-04T17:00:00Z' }),
      ...scores(survey, { 9: 2 }, { at: '2026-01-20T09:00:00Z' }),
    ])
    const { question, every } = await figureOf(survey)
    expect(every).toBe('week')
    expect(question.trend.map(({ from, n, value }) => [from, n, value])).toEqual([
      ['2025-12-29', 5, 100],
      ['2026-01-05', 5, -100],
      ['2026-01-12', 0, null],
      ['2026-01-19', 2, null],
    ])
    const months = (await figureOf(survey, { every: 'month' })).question.trend
    expect(months.map(({ from, n }) => [from, n])).toEqual([['2026-01-01', 12]])
  })
})

const definition = Definition.parse({
  language: 'en',
  questions: [
    { kind: 'score', key: 'score', scale: { id: 'nps', min: 0, max: 10 } },
    { kind: 'choice', key: 'plan', choices: ['free', 'paid'], other: true },
    { kind: 'choices', key: 'used', choices: ['app', 'web', 'phone'], other: true },
    { kind: 'matrix', key: 'parts', rows: ['speed', 'price'], columns: ['bad', 'good'] },
    { kind: 'ranking', key: 'order', choices: ['one', 'two', 'three'] },
    { kind: 'date', key: 'day' },
    { kind: 'consent', key: 'agree' },
    { kind: 'text', key: 'why' },
    { kind: 'statement', key: 'hello' },
  ],
  hidden: ['campaign'],
})
const asks = Object.fromEntries(
  definition.questions.flatMap(question => {
    const parts = [
      ...('choices' in question ? question.choices.map(one => `choice.${one}`) : []),
      ...('rows' in question ? [...question.rows.map(one => `row.${one}`), ...question.columns.map(one => `column.${one}`)] : []),
      ...(question.kind === 'score' ? ['low', 'high'] : []),
    ]
    return ['ask', ...parts].map(part => [`${question.key}.${part}`, `${question.key} ${part}`])
  }),
)
const content: SurveyContent = { definition, words: { en: { title: 'Everything', ...asks }, lo: { 'score.ask': 'ຄະແນນ' } } }

describe('every kind of question', () => {
  let survey = ''
  beforeAll(async () => {
    survey = await surveyOf({ content })
    const one = {
      plan: 'free',
      used: ['app', 'web'],
      parts: { speed: 'good', price: 'bad' },
      order: ['two', 'one', 'three'],
      day: '2026-01-31',
      agree: true,
    }
    await answered([
      ...Array.from({ length: 4 }, () => ({ survey, answers: { ...one, score: 9 }, language: 'lo', channel: 'email' })),
      ...Array.from({ length: 2 }, (_, n) => ({
        survey,
        answers: {
          score: 3,
          plan: `other:=A${n}`,
          used: ['phone', 'other:fax'],
          parts: { speed: 'bad' },
          order: ['one', 'two', 'three'],
          why: '=1+1',
        },
        comment: '=1+1',
        properties: { campaign: '@sum', more: n },
      })),
    ])
  })

  const question = async (key: string, filters = {}) =>
    (await head().call(getResults, { survey, ...filters })).questions.find(one => one.key === key)!

  test('choices, with what others wrote as one', async () => {
    const { bars, n, of } = await question('plan')
    expect([n, of]).toEqual([6, 6])
    expect(bars.map(bar => [bar.answer, bar.label, bar.n])).toEqual([
      ['free', 'plan choice.free', 4],
      ['paid', 'plan choice.paid', 0],
      ['other:', '', 2],
    ])
    expect(bars[0]!.value).toBeCloseTo(4 / 6)
  })

  test('several choices, of those who chose at all', async () => {
    const { bars, n } = await question('used')
    expect(n).toBe(6)
    expect(bars.map(bar => [bar.answer, bar.n])).toEqual([
      ['app', 4],
      ['web', 4],
      ['phone', 2],
      ['other:', 2],
    ])
  })

  test('a matrix row by row', async () => {
    const { rows, n } = await question('parts')
    expect(n).toBe(6)
    expect(rows.map(row => [row.answer, row.n, ...row.bars.map(bar => bar.n)])).toEqual([
      ['speed', 6, 2, 4],
      ['price', 4, 4, 0],
    ])
    expect(rows[1]!.bars[0]!.value).toBeNull()
  })

  test('a ranking by mean place', async () => {
    const { ranks } = await question('order')
    expect(ranks.map(rank => [rank.answer, rank.n, Number(rank.value!.toFixed(3))])).toEqual([
      ['two', 6, 1.333],
      ['one', 6, 1.667],
      ['three', 6, 3],
    ])
  })

  test('dates by month, consent and texts by their number', async () => {
    expect((await question('day')).n).toBe(4)
    expect((await question('agree')).n).toBe(4)
    expect(await question('why')).toMatchObject({ n: 2, bars: [] })
  })

  test('the reader’s language, else the survey’s own', async () => {
    const { questions } = await app.as('noi').call(getResults, { survey })
    expect(questions.slice(0, 2).map(one => one.ask)).toEqual(['ຄະແນນ', 'plan ask'])
  })

  test('filters narrow every figure, and the choices to filter by stay', async () => {
    const all = await head().call(getResults, { survey, language: 'lo', channel: 'email' })
    expect(all.n).toBe(4)
    expect(all.choices).toEqual({ channels: ['email', 'link'], languages: ['en', 'lo'], versions: [1] })
    expect((await head().call(getResults, { survey, from: '2026-02-11T00:00:00Z' })).n).toBe(0)
  })

  test('every bar opens to exactly the people whom it counts', async () => {
    const { questions } = await head().call(getResults, { survey })
    let bars = 0
    for (const { id, kind, rows, bars: own, ranks } of questions) {
      for (const bar of [
        ...own.map(one => ({ ...one, row: undefined })),
        ...rows.flatMap(row => row.bars.map(one => ({ ...one, row: row.answer }))),
      ]) {
        const { items } = await head().call(listResponses, {
          survey,
          question: id,
          answer: bar.answer,
          ...(bar.row ? { row: bar.row } : {}),
        })
        expect(items.length, `${id} ${kind} ${bar.answer}`).toBe(bar.n)
        bars++
      }
      for (const rank of ranks) await head().call(listResponses, { survey, question: id, answer: rank.answer })
    }
    expect(bars).toBeGreaterThan(20)
    expect((await head().call(listResponses, { survey, question: 'score', answer: '9,10' })).items).toHaveLength(4)
    await expect(head().call(listResponses, { survey, question: 'nothing', answer: 'x' })).rejects.toMatchObject({ status: 404 })
  })

  test('a whole response reads as it was asked', async () => {
    const { items } = await head().call(listResponses, { survey, said: true })
    const whole = await head().call(getResponse, { id: items[0]!.id })
    expect(whole.answers.map(one => [one.ask, one.said, one.score?.value])).toEqual([
      ['score ask', [], 3],
      ['plan ask', [expect.stringMatching(/^=A\d$/)], undefined],
      ['used ask', ['used choice.phone', 'fax'], undefined],
      ['parts ask', ['parts row.speed: parts column.bad'], undefined],
      ['order ask', ['order choice.one', 'order choice.two', 'order choice.three'], undefined],
      ['why ask', ['=1+1'], undefined],
    ])
    expect(whole.properties).toContainEqual({ name: 'campaign', value: '@sum' })
  })

  test('a list goes on where it stopped', async () => {
    const first = await head().call(listResponses, { survey, limit: 4 })
    const second = await head().call(listResponses, { survey, limit: 4, cursor: first.next! })
    expect(new Set([...first.items, ...second.items].map(one => one.id)).size).toBe(6)
    expect(second.next).toBeNull()
  })

  const fileOf = async (format: string) => {
    const answer = (await head().inject({ method: 'GET', url: `/api/responses/file?survey=${survey}&format=${format}` })) as unknown as {
      statusCode: number
      body: string
      rawPayload: Buffer
    }
    expect(answer.statusCode).toBe(200)
    return answer
  }

  test('CSV has a row a response, and no cell that a spreadsheet would run', async () => {
    const { body } = await fileOf('csv')
    const lines = body.trim().split('\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]).toContain('Answered at')
    expect(lines[0]).toContain('parts ask · parts row.speed')
    expect(body).toContain("'=1+1")
    expect(body).toContain("'@sum")
    expect(body).not.toMatch(/(^|,)"?[=+@]/m)
    expect(body).toContain('2026-02-10 16:00:00')
  })

  test('XLSX holds the same, numbers as numbers', async () => {
    const { readXlsx } = await import('hucre/xlsx')
    const book = await readXlsx(new Uint8Array((await fileOf('xlsx')).rawPayload))
    const rows = book.sheets[0]!.rows
    expect(rows).toHaveLength(7)
    expect(rows[0]).toContain('score ask')
    expect(rows[1]![rows[0]!.indexOf('score ask')]).toEqual(expect.any(Number))
    expect(rows.flat()).toContain("'=1+1")
  })

  test('JSON holds the answers by their keys', async () => {
    const all = JSON.parse((await fileOf('json')).body)
    expect(all).toHaveLength(6)
    expect(all.at(-1).answers).toHaveProperty('score')
  })
})

describe('versions', () => {
  test('what was asked alike counts together, what was not stands apart', async () => {
    const survey = await surveyOf({ template: 'nps' })
    await answered(scores(survey, { 10: 6 }))
    const { draft } = await import('#surveys/api.ts').then(({ getSurvey }) => head().call(getSurvey, { id: survey }))
    await head().call(saveDraft, { id: survey, revision: 1, ...draft })
    await head().call(publishSurvey, { id: survey })
    await answered(scores(survey, { 0: 6 }, { version: 2 }))
    const changed = structuredClone(draft)
    const first = changed.definition.questions[0]!
    if (first.kind === 'score') first.scale = { id: 'csat', min: 1, max: 5, direction: 'up' }
    await head().call(saveDraft, { id: survey, revision: 2, ...changed })
    await head().call(publishSurvey, { id: survey })
    await answered(scores(survey, { 5: 7 }, { version: 3 }))
    const { questions } = await head().call(getResults, { survey })
    expect(
      questions
        .filter(one => one.kind === 'score')
        .map(({ id, versions, n, of, earlier, figures }) => [id, versions, n, of, earlier, figures[0]!.value]),
    ).toEqual([
      ['score.3', [3], 7, 7, false, 1],
      ['score.1', [1, 2], 12, 12, true, 0],
    ])
    expect((await head().call(listResponses, { survey, question: 'score.1', answer: '10' })).items).toHaveLength(6)
  })
})

describe('who may see', () => {
  test('a viewer sees no answers, a rep no figures of a colleague', async () => {
    const survey = await surveyOf({ template: 'nps' })
    await answered(scores(survey, { 10: 6 }, { memberId: app.ids.somchai }))
    await expect(app.as('keo').call(getResults, { survey })).rejects.toMatchObject({ status: 403 })
    await expect(app.as('noi').call(getResults, { survey, member: app.ids.somchai })).rejects.toMatchObject({ status: 404 })
    expect((await app.as('somchai').call(getResults, { survey, member: app.ids.somchai })).n).toBe(6)
    expect((await head().call(getResults, { survey, member: app.ids.somchai })).n).toBe(6)
  })
})

describe('comments', () => {
  test('are found by a piece of a word in any script, those given here and those brought from elsewhere, within the filters', async () => {
    const survey = await surveyOf({ template: 'nps' })
    const comment = 'ເຄື່ອງຮັບບັດຄ້າງສອງເທື່ອ'
    await answered([
      { survey, answers: { score: 2 }, comment, language: 'lo' },
      { survey, answers: { score: 9 }, comment: 'quick and kind', language: 'en' },
    ])
    const { items } = await head().call(listResponses, { survey })
    await app.write(async ctx => {
      for (const { id } of items) await becomeFeedback(ctx, { responseId: id })
      const told = {
        surveyId: survey,
        version: 1,
        channel: 'email',
        answers: { score: 10 },
        score: 10,
        scale: NPS,
        customerId: null,
        properties: {},
      }
      await keepResponses(ctx, [{ ...told, rowKey: Buffer.alloc(20, 7), comment: `${comment} again`, respondedAt: ctx.now }], {
        source: 'elsewhere',
      })
    })
    const found = async (filters: object) =>
      (await head().call(listResponses, { survey, q: 'ຮັບບັດ', ...filters })).items.map(one => one.score?.value)
    expect(await found({})).toEqual([10, 2])
    expect(await found({ channel: 'email' })).toEqual([10])
    expect(await found({ mood: 'bad' })).toEqual([])
    const other = await surveyOf({ template: 'nps' })
    expect((await head().call(listResponses, { survey: other, q: 'ຮັບບັດ' })).items).toEqual([])
  })
})

describe('the public page', () => {
  test('shows the chosen questions to who has the address, in their language, and nothing else', async () => {
    const survey = await surveyOf({ template: 'nps' })
    await answered(scores(survey, { 10: 6, 3: 2 }, { comment: 'my secret words' }))
    expect((await head().call(getResults, { survey })).publicPath).toBeNull()
    await head().call(saveSettings, { id: survey, settings: { origins: [], publicResults: ['score'] } })
    const { publicPath } = await head().call(getResults, { survey })
    const get = (url: string) =>
      app.anyone().inject({ method: 'GET', url }) as unknown as Promise<{
        statusCode: number
        body: string
        headers: Record<string, string>
      }>
    const page = await get(`${publicPath}?lang=lo`)
    expect([page.statusCode, page.body.includes('lang="lo"'), page.body.includes('<b>50</b>')]).toEqual([200, true, true])
    expect(page.body).not.toContain('secret')
    expect(page.body).not.toContain('<script')
    const forged = `${publicPath!.slice(0, -3)}AAA`
    expect((await get(forged)).statusCode).toBe(404)
    expect((await get('/r/short')).statusCode).toBe(404)
    await head().call(saveSettings, { id: survey, settings: { origins: [], publicResults: [] } })
    expect((await get(publicPath!)).statusCode).toBe(404)
  })
})
