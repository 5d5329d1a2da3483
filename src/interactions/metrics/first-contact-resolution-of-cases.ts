import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** Rule iv: solved once, never reopened, never handed on. */
export default metric({
  id: 'first-contact-resolution-of-cases',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  comparable: true,
  pairedWith: 'came-back',
  family: 'first-contact-resolution',
  excludes: ['unsolved'],
  facts: range => solvedCases(range, sql`case when c.reopens = 0 and c.assignments <= 1 then 1 else 0 end as hits`),
})
