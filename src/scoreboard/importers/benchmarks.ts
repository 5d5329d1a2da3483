import { type CellRefusal, importer, type Values } from '#kernel/importer.ts'
import { allMetrics } from '#metrics/index.ts'
import { methods, scales } from '../benchmark-basis-api.ts'
import { boundsOf } from '../benchmark-rules.ts'
import { take, told } from '../benchmarks.ts'
import { addBenchmark } from '../benchmarks-api.ts'

type Fields = Parameters<typeof take>[1][number]

const text = (key: string, label: string, guesses: readonly string[], required = false) =>
  ({ key, label: `imports.benchmarks.${label}`, kind: 'text', required, guesses }) as const
const number = (key: string, label: string, guesses: readonly string[], required = false) =>
  ({ key, label: `imports.benchmarks.${label}`, kind: 'number', required, guesses }) as const
const same = (keys: readonly string[]) => Object.fromEntries(keys.map(key => [key, [key]]))

/** What competitors and industries reach: one row a figure, as in the form. A share is from 0 to 1. */
export default importer<Fields>({
  id: 'benchmarks',
  may: 'scoreboard.benchmarks',
  asks: ['emptyMarkers'],
  fields: [
    text('name', 'name', ['name', 'entity', 'company', 'competitor', 'ชื่อ', 'ຊື່', 'ឈ្មោះ'], true),
    text('metric', 'metric', ['metric', 'metric id', 'ตัวชี้วัด', 'ຕົວຊີ້ວັດ', 'រង្វាស់'], true),
    number('value', 'value', ['value', 'score', 'figure', 'ค่า', 'ຄ່າ', 'តម្លៃ'], true),
    number('year', 'year', ['year', 'ปี', 'ປີ', 'ឆ្នាំ'], true),
    { ...text('scale', 'scale', ['scale'], true), kind: 'choice', choices: same(scales) },
    { ...text('method', 'method', ['method', 'วิธี', 'ວິທີ', 'វិធី'], true), kind: 'choice', choices: same(methods) },
    text('sourceUrl', 'source', ['source url', 'source', 'url', 'แหล่งที่มา', 'ແຫຼ່ງທີ່ມາ', 'ប្រភព'], true),
    number('n', 'n', ['n', 'answers', 'number']),
    number('deviation', 'deviation', ['deviation', 'standard deviation', 'sd']),
    text('industry', 'industry', ['industry', 'sector', 'อุตสาหกรรม', 'ອຸດສາຫະກຳ', 'ឧស្សាហកម្ម']),
    text('region', 'region', ['region', 'country', 'ประเทศ', 'ປະເທດ', 'ប្រទេស']),
    { ...text('kind', 'kind', ['kind', 'type']), kind: 'choice', choices: { published: ['published'], competitor: ['competitor'] } },
    text('licence', 'licence', ['licence', 'license']),
  ],

  become: values => {
    const read = addBenchmark.input.safeParse({ kind: 'competitor', ...given(values) })
    if (!read.success) return { refused: read.error.issues.slice(0, 1).map(({ path }) => wrongCell(values, String(path[0]))) }
    const { min, max } = boundsOf(read.data)
    return read.data.value < min || read.data.value > max ? { refused: [wrongCell(values, 'value')] } : { row: read.data }
  },

  save: async (ctx, rows, { importId }) => {
    const all = await allMetrics()
    const [known, unknown] = [rows.filter(({ row }) => all.has(row.metric)), rows.filter(({ row }) => !all.has(row.metric))]
    const counts = await take(
      ctx,
      known.map(({ row }) => row),
      importId,
    )
    return {
      ...counts,
      refused: unknown.map(({ number: row, row: { metric } }) => ({ row, field: 'metric', value: metric, reason: 'benchmark.metric' })),
    }
  },

  finish: ctx => told(ctx, null, null),
  undo: async ({ tx }, importId) => {
    const gone = await tx.deleteFrom('benchmark').where('importId', '=', importId).returning('id').execute()
    return { removed: gone.length, kept: [] }
  },
})

const given = (values: Values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
const wrongCell = (values: Values, field: string): CellRefusal => ({
  field,
  value: String(values[field] ?? '').slice(0, 200),
  reason: `benchmark.${field === 'sourceUrl' ? 'source' : field === 'year' ? 'year' : 'value'}`,
})
