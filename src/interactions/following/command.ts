import { resolve } from 'node:path'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { matters } from '../importers/asterisk-queue-log/call.ts'
import { cellsOf, lineOf } from '../importers/asterisk-queue-log/line.ts'
import { saveLines } from '../importers/asterisk-queue-log/save.ts'
import { type Followed, type Follower, keepOn, readOn } from './follow.ts'
import { inside } from './inside.ts'

const follower = <Row>(one: Follower<Row>) => one as unknown as Follower

/** Logs that can be followed as they grow, by the importer that also takes them as a file. */
export const followers: Readonly<Record<string, Follower>> = {
  'asterisk-queue-log': follower({
    read: line => {
      const cells = cellsOf(line)
      return cells && lineOf(cells)
    },
    save: (ctx, source, lines) => saveLines(ctx, { source, importId: null }, lines.filter(matters)),
  }),
}

/** `npm run sabai -- follow asterisk-queue-log /var/log/asterisk/queue_log` */
export const follow = command({
  words: 'follow',
  about: 'Reads a log as it grows, through rotation and restart, until Ctrl-C',
  takes: ['importer', 'file'],
  options: [
    { name: 'source', value: 'NAME', about: 'what the source is called (the importer)' },
    { name: 'once', value: null, about: 'reads what has come since last time and ends' },
  ],
  run: async (context, { takes: [importer = '', file = ''], options }) => {
    const chosen = followers[importer]
    if (!chosen) throw new Problem('follow.unknown', 404, { importer, known: Object.keys(followers).join(', ') })
    const ctx = await inside(context)
    const source = typeof options.source === 'string' ? options.source : importer
    const sum: Followed = { lines: 0, added: 0, refused: 0, lost: false }
    const once = async () => {
      const more = await readOn(ctx, resolve(file), source, chosen)
      if (more.lost) context.progress('The file that was read last is gone: lines that were written to it since then are not known here.')
      if (more.lines > 0) context.progress(`${more.lines} lines read, ${more.added} of them new, ${more.refused} not understood`)
      if (more.added > 0) await context.settle()
      Object.assign(sum, {
        lines: sum.lines + more.lines,
        added: sum.added + more.added,
        refused: sum.refused + more.refused,
        lost: sum.lost || more.lost,
      })
    }
    await (options.once === true ? once() : keepOn(context.signal, once))
    return sum
  },
})
