import { expect, test } from 'vitest'
import { stepsOf } from '../../snapshots.ts'
import { unfold as conversationColumns, snapshotOf as conversationOf } from '../intercom-statistics/conversation.ts'
import { contactOf } from '../zendesk-calls/call.ts'
import { readStep } from './step.ts'
import { snapshotOf, unfold } from './ticket.ts'

const ticket = {
  id: 35436,
  created_at: '2026-03-02T09:00:00Z',
  status: 'solved',
  subject: 'Card blocked',
  via: { channel: 'email' },
  assignee_id: 7,
  tags: ['vip'],
  metric_set: {
    ticket_id: 35436,
    solved_at: '2026-03-04T09:00:00Z',
    reopens: 1,
    reply_time_in_minutes: { calendar: 600, business: 60 },
    first_resolution_time_in_minutes: { calendar: 1440, business: 480 },
    full_resolution_time_in_minutes: { calendar: 2880, business: 960 },
  },
}

test('a ticket with its metric set: calendar minutes become moments, business minutes stay what they are', () => {
  const found = snapshotOf(unfold(ticket, new Map([['7', 'noi@sabai.example']])))
  expect(found).toMatchObject({
    caseKey: '35436',
    handler: 'noi@sabai.example',
    repliedAt: new Date('2026-03-02T19:00:00Z'),
    firstSolvedAt: new Date('2026-03-03T09:00:00Z'),
    lastSolvedAt: new Date('2026-03-04T09:00:00Z'),
    worked: { reply: 3600, firstSolve: 28800, solve: 57600 },
    gone: false,
  })
  if ('refused' in found) throw new Error()
  expect(stepsOf(found).map(({ kind }) => kind)).toEqual(['created', 'replied', 'solved', 'reopened', 'solved'])
})

test('deleted, spam and merged tickets are no cases; one that was solved before it began is refused', () => {
  for (const more of [{ status: 'deleted' }, { status: 'spam' }, { tags: ['closed_by_merge'] }])
    expect(snapshotOf(unfold({ ...ticket, ...more }))).toMatchObject({ gone: true })
  expect(snapshotOf(unfold({ ...ticket, metric_set: { solved_at: '2026-03-01T09:00:00Z' } }))).toMatchObject({
    refused: { reason: 'ends-before-it-begins' },
  })
})

test('metric events and changes of fields as steps', () => {
  const steps = [
    ['requester_wait_time', 'activate', '1'],
    ['requester_wait_time', 'fulfill', '1'],
    ['requester_wait_time', 'activate', '2'],
    ['reply_time', 'fulfill', '1'],
    ['agent_work_time', 'pause', '1'],
    ['status', 'solved', ''],
    ['assignee_id', '1111', ''],
    ['priority', 'urgent', ''],
  ].map(([metric, type, instance]) => readStep({ metric: metric!, type: type!, instance: instance! }))
  expect(steps).toEqual(['created', 'solved', 'reopened', 'replied', null, 'solved', 'assigned', null])
})

test('calls of Talk', () => {
  const call = (more: object) =>
    contactOf({ id: '1', created_at: '2026-03-02T09:00:00Z', direction: 'inbound', wait_time: '12', talk_time: '60', ...more })
  expect(call({ completion_status: 'completed', hold_time: '5', wrap_up_time: '30' })).toMatchObject({
    outcome: 'answered',
    waitSeconds: 12,
    talkSeconds: 60,
    heldSeconds: 5,
    wrapUpSeconds: 30,
    connectedAt: new Date('2026-03-02T09:00:12Z'),
  })
  expect(
    ['abandoned_in_queue', 'abandoned_in_ivr', 'pending_voicemail'].map(
      completion_status => (call({ completion_status }) as { outcome: string }).outcome,
    ),
  ).toEqual(['abandoned', 'menu', 'abandoned'])
  expect(call({ talk_time: '-3' })).toMatchObject({ refused: { field: 'talk_time', reason: 'negative-duration' } })
})

test('Intercom’s statistics: closed hours are out of the durations already, and are not taken out of the moments', () => {
  const found = conversationOf(
    conversationColumns({
      id: '9',
      created_at: 1_772_442_000,
      admin_assignee_id: 3,
      statistics: {
        first_admin_reply_at: 1_772_502_000,
        first_close_at: 1_772_510_000,
        last_close_at: 1_772_590_000,
        count_reopens: 1,
        time_to_admin_reply: 3_000,
        time_to_first_close: 11_000,
        time_to_last_close: 30_000,
      },
    }),
  )
  expect(found).toMatchObject({
    repliedAt: new Date(1_772_502_000_000),
    lastSolvedAt: new Date(1_772_590_000_000),
    reopens: 1,
    worked: { reply: 3_000, firstSolve: 11_000, solve: 30_000 },
  })
})
