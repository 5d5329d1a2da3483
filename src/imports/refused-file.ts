import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Working } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { detail } from './list.ts'

const PAGE = 2_000

/** The refused rows as a file that opens in a spreadsheet: marked as UTF-8, and no cell of it is a formula. */
export async function refusedFile(ctx: Working, id: string) {
  const { fileName } = await ctx.read(({ db }) => detail(db, id))
  return {
    name: `${fileName.replace(/(\.\w{1,5}){1,2}$/, '')}-refused.csv`,
    type: 'text/csv; charset=utf-8',
    body: Readable.from(lines(ctx, id)),
  }
}

async function* lines(ctx: Working, importId: string) {
  yield `\ufeff${stringify([['row', 'field', 'value', 'reason']])}`
  for (let [row, part] = [-1, 0]; ; ) {
    const rows = await ctx.read(({ db }) =>
      db
        .selectFrom('importRefused')
        .select(['row', 'part', 'field', 'value', 'reason'])
        .where('importId', '=', importId)
        .where(({ eb, or, and }) => or([eb('row', '>', row), and([eb('row', '=', row), eb('part', '>', part)])]))
        .orderBy('row')
        .orderBy('part')
        .limit(PAGE)
        .execute(),
    )
    if (rows.length > 0)
      yield stringify(rows.map(one => [one.row, plain(one.field), plain(one.value), say(ctx.who.language, `field.${one.reason}`)]))
    if (rows.length < PAGE) return
    ;({ row, part } = rows.at(-1)!)
  }
}

/** A spreadsheet would run a cell that begins like this; a negative number stays one. */
const plain = (cell: string) => (/^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-\d+([.,]\d+)?$/.test(cell) ? `'${cell}` : cell)
