import { importer, type Values } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { measureVisits, takeViews } from '../article-views.ts'
import { undoViews } from '../undo-import.ts'
import { cellsOf, columns, instantOf, isProgram, pageTest, pathOf } from './web-log/line.ts'

/** A page that somebody read, or a line that is of no interest. */
type Row = { article: string; viewedAt: Date; reader: string } | null

const text = (value: Values[string]) => (typeof value === 'string' ? value : '')

/** Readings of help articles from the log of any web server. Programs are refused, so that they are counted and can be looked at. */
export default importer<Row>({
  id: 'web-log',
  may: 'interactions.add',
  asks: ['source', 'pages'],
  fields: columns.map(key => ({ key, label: `imports.web-log.${key}`, kind: 'text' as const, required: key !== 'agent', guesses: [key] })),
  lines: { columns, read: cellsOf },

  become: ({ address, time, request, status, agent }, { pages = [] }) => {
    const path = pathOf(text(request), text(status))
    if (path === null || !pageTest(pages)(path)) return { row: null }
    const viewedAt = instantOf(text(time))
    if (!viewedAt) return { refused: [{ field: 'time', value: text(time), reason: 'date.unreadable' }] }
    if (isProgram(agent === undefined ? undefined : text(agent)))
      return { refused: [{ field: 'agent', value: text(agent).slice(0, 200), reason: 'program' }] }
    return { row: { article: path, viewedAt, reader: `${text(address)} ${text(agent)}` } }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const views = rows.flatMap(({ key, row }) =>
      // Who read it must not be told by their address: only this installation can make this of it.
      row
        ? [
            {
              article: row.article,
              viewedAt: row.viewedAt,
              externalId: Buffer.from(key).toString('base64url'),
              visitor: ctx.site.sign('visitor', row.reader).toString('base64url').slice(0, 16),
            },
          ]
        : [],
    )
    const { added, changed } = await takeViews(ctx, { source, rows: views, importId })
    await measureVisits(ctx, source, views)
    return { added, changed, unchanged: rows.length - added - changed, refused: [] }
  },

  finish: noteAdded,
  undo: undoViews,
})
