import { expect, test } from 'vitest'
import type { CaseOpened, SampleRecord } from './records.ts'
import { simulate } from './simulate.ts'

const hour = 3_600_000
const ends = ['2026-03-02T09:00:00Z', '2026-11-21T20:00:00Z', '2026-05-10T01:00:00Z', '2026-11-25T04:00:00Z']

/** Who has not been replied to when it ends, and who has but whose case is not resolved. */
function leftOver(records: Iterable<SampleRecord>) {
  const open = new Map<number, CaseOpened>()
  const replied = new Map<number, number>()
  const begun = new Map<number, number>()
  for (const record of records) {
    if (record.kind === 'case-opened') {
      begun.set(record.case, record.at)
      if (record.channel === 'call' || record.channel === 'chat') replied.set(record.case, record.at)
      else open.set(record.case, record)
    }
    if (record.kind === 'case-reopened') replied.set(record.case, record.at)
    if (record.kind === 'case-replied' && open.delete(record.case)) replied.set(record.case, begun.get(record.case)!)
    if (record.kind === 'case-resolved') for (const left of [open, replied]) left.delete(record.case)
  }
  return { open: [...open.values()], replied: [...replied.values()] }
}

for (const [i, end] of ends.entries())
  for (const size of [2_000, 10_000]) {
    const until = new Date(end)
    const all = [...simulate({ seed: i + 1, size, until, zone: 'Asia/Vientiane' })]
    const { open, replied } = leftOver(all)

    test(`at ${end}, in a size of ${size}, a day's work is open and a few cases are late by hours`, () => {
      expect(open.length).toBeGreaterThanOrEqual(12)
      expect(open.length).toBeLessThanOrEqual(25)
      const late = open.map(one => (until.getTime() - one.dueAt) / hour).filter(hours => hours > 0)
      expect(late.length).toBeGreaterThanOrEqual(2)
      expect(late.length).toBeLessThanOrEqual(4)
      expect(Math.max(...late)).toBeLessThan(4)
    })

    test(`at ${end}, in a size of ${size}, replies wait to be resolved for days, not for months`, () => {
      expect(replied.length).toBeGreaterThan(3)
      expect((until.getTime() - Math.min(...replied)) / hour).toBeLessThan(14 * 24)
    })

    test(`at ${end}, in a size of ${size}, what was said since yesterday is of every language and mood, in words`, () => {
      const said = all.filter(record => record.kind === 'feedback').filter(record => record.at > until.getTime() - 40 * hour)
      const spoken = said.filter(one => one.text !== null)
      expect(new Set(spoken.map(one => one.language))).toEqual(new Set(['en', 'th', 'lo', 'km']))
      expect(spoken.length / said.length).toBeGreaterThan(0.7)
      expect(spoken.filter(one => one.scale === 'nps' && one.score >= 9).length).toBeGreaterThan(0)
    })
  }
