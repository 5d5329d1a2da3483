import { sql } from 'kysely'
import { chanceOf, difference } from '#core/measures/difference.ts'
import { estimate } from '#core/measures/share.ts'
import { adjusted } from '#core/outliers/adjust.ts'
import type { Reading } from '#kernel/slice.ts'
import { allMetrics, figuresOf, rangeOf } from '#metrics/index.ts'
import { narrowed, without } from './narrowed.ts'
import type { Differences } from './people-api.ts'
import { type AskedPeriod, type Days, periodOf } from './periods.ts'
import { subjectOf } from './subject.ts'
import { byWriting } from './writing.ts'

type Row = Differences['rows'][number]

/** How somebody works, told by figures of which no end is better by itself, or that say how a result came about. */
const habits = [
  'handle-time',
  'first-reply-time',
  'time-to-resolve',
  'touches',
  'contacts-to-resolution',
  'first-contact-resolution',
  'first-contact-resolution-told',
  'reopen-rate',
  'csat',
]
/** A mix of fewer contacts than this says nothing. */
const FEWEST = 20

/** What one does differently from all the others; false alarms are held over all the questions together. */
export async function differences(ctx: Reading, { id, ...asked }: AskedPeriod & { id: string }): Promise<Differences> {
  const person = await subjectOf(ctx, { level: 'member', of: id })
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const rows = [...(await byHabit(ctx, id, period)), ...(await byMix(ctx, id, period))]
  return { period, person, rows: [...sure(rows), ...clearest(await byWriting(ctx, id, period))] }
}

async function byHabit(ctx: Reading, id: string, days: Days): Promise<Row[]> {
  const all = await allMetrics()
  const rows: Row[] = []
  for (const habit of habits) {
    const metric = all.get(habit)
    if (!metric?.levels.includes('member')) continue
    const range = rangeOf(ctx, days)
    const [own] = await figuresOf(ctx, { metric: await narrowed(ctx, metric, {}, id), range, level: 'member', by: null })
    const [peers] = await figuresOf(ctx, { metric: without(metric, id), range, level: 'company', by: null })
    const change = own && peers && difference(own, peers)
    if (change)
      rows.push({
        kind: 'metric',
        key: habit,
        name: null,
        unit: metric.unit,
        better: metric.better,
        own: plain(own),
        peers: plain(peers),
        change,
      })
  }
  return rows
}

const plain = ({ n, value, low, high }: Row['own']) => ({ n, value, low, high })

type Mixed = { kind: 'channel' | 'topic' | 'language' | 'hours'; key: string; name: string | null; own: number; peers: number }

/** Of what and when the contacts are: shares of one's own beside the others'. */
async function byMix(ctx: Reading, id: string, days: Days): Promise<Row[]> {
  const range = rangeOf(ctx, days)
  const { rows } = await sql<Mixed>`
    with told as (select i.kind as channel, i.topic_id, i.language, i.member_id = ${id}::uuid as own,
        to_char(floor(extract(hour from i.entered_at at time zone ${ctx.workspace.zone}) / 4) * 4, 'FM00') as hours
      from interaction i where i.workspace_id = ${ctx.workspace.id} and i.entered_at >= ${range.from} and i.entered_at < ${range.to}
        and i.removed_at is null and i.outcome = 'answered' and i.member_id is not null),
    mixed as (select case when grouping(channel) = 0 then 'channel' when grouping(topic_id) = 0 then 'topic' when grouping(language) = 0 then 'language'
        else 'hours' end as kind, coalesce(channel, topic_id::text, language, hours) as key, count(*) filter (where own) as own,
        count(*) filter (where not own) as peers from told group by grouping sets ((channel), (topic_id), (language), (hours)))
    select m.kind, m.key, t.name, m.own, m.peers from mixed m left join topic t on t.workspace_id = ${ctx.workspace.id} and t.id::text = m.key
    where m.key is not null order by m.kind, m.own + m.peers desc`.execute(ctx.db as never)
  return [...Map.groupBy(rows, ({ kind }) => kind).values()].flatMap(shares)
}

function shares(mixed: readonly Mixed[]): Row[] {
  const [own, peers] = [mixed.reduce((all, one) => all + one.own, 0), mixed.reduce((all, one) => all + one.peers, 0)]
  if (own < FEWEST || peers < FEWEST) return []
  return mixed.slice(0, 12).flatMap(({ kind, key, name, ...counted }) => {
    const [mine, theirs] = [estimate({ hits: counted.own, total: own })!, estimate({ hits: counted.peers, total: peers })!]
    const change = difference(mine, theirs)
    return change
      ? [{ kind, key, name, unit: 'share' as const, better: null, own: { n: own, ...mine }, peers: { n: peers, ...theirs }, change }]
      : []
  })
}

const MOST_WORDS = 12

/** Of hundreds of words only those that are surely used more or less, the largest differences first: a question of their own. */
const clearest = (rows: readonly Row[]) =>
  sure(rows)
    .filter(({ change }) => change.seen)
    .sort((a, b) => Math.abs(b.change.value) - Math.abs(a.change.value))
    .slice(0, MOST_WORDS)

/** Of so many questions some would be answered yes by chance: `seen` holds the share of false ones at a twentieth. */
function sure(rows: readonly Row[]): Row[] {
  const q = adjusted(rows.map(({ change }) => chanceOf(change)))
  return rows.map((row, at) => ({ ...row, change: { ...row.change, seen: row.change.seen && q[at]! < 0.05 } }))
}
