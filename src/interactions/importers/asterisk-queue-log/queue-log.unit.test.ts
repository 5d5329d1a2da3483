import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callOf, isShift, matters } from './call.ts'
import { cellsOf, lineOf, type QueueLine } from './line.ts'
import { shiftsOf } from './shifts.ts'

const lines = (text: string): QueueLine[] =>
  text
    .trim()
    .split('\n')
    .map(line => lineOf(cellsOf(line.trim())!))
const at = (seconds: number) => new Date((1_700_000_000 + seconds) * 1000)

test('a call waits, is answered, and ends', () => {
  const call = callOf(
    lines(`1700000000|7.1|help|NONE|ENTERQUEUE||0205551234|1
      1700000030|7.1|help|SIP/noi@10.0.0.1|CONNECT|30|7.2|4
      1700000130|7.1|help|SIP/noi@10.0.0.1|COMPLETEAGENT|30|100|1`),
  )
  expect(call).toEqual({
    kind: 'call',
    direction: 'in',
    queue: 'help',
    caller: '0205551234',
    handler: 'noi',
    outcome: 'answered',
    enteredAt: at(0),
    connectedAt: at(30),
    endedAt: at(130),
    waitSeconds: 30,
    talkSeconds: 100,
    transfers: 0,
  })
})

test('a transfer adds the second wait and the second talk, and is the last one’s', () => {
  const call = callOf(
    lines(`1700000000|7.1|help|NONE|ENTERQUEUE|||1
      1700000010|7.1|help|SIP/a|CONNECT|10|7.2|4
      1700000070|7.1|help|SIP/a|BLINDTRANSFER|200|queues|10|60|1
      1700000070|7.1|cards|NONE|ENTERQUEUE|||1
      1700000090|7.1|cards|SIP/b|CONNECT|20|7.3|4
      1700000120|7.1|cards|SIP/b|COMPLETECALLER|20|30|1`),
  )
  expect(call).toMatchObject({ waitSeconds: 30, talkSeconds: 90, transfers: 1, handler: 'b', queue: 'help', connectedAt: at(10) })
})

test('who gives up, presses a key or is sent away was not answered; who is still there waits', () => {
  const gone = (last: string) => callOf(lines(`1700000000|7.1|help|NONE|ENTERQUEUE|||1\n${last}`))
  expect(gone('1700000044|7.1|help|NONE|ABANDON|1|1|44')).toMatchObject({ outcome: 'abandoned', waitSeconds: 44 })
  expect(gone('1700000044|7.1|help|NONE|EXITWITHKEY|2|1|1|43')).toMatchObject({ outcome: 'abandoned', waitSeconds: 43 })
  expect(gone('1700000044|7.1|help|NONE|EXITWITHTIMEOUT|1')).toMatchObject({ outcome: 'abandoned', waitSeconds: 44 })
  expect(gone('1700000044|7.1|help|NONE|RINGNOANSWER|1000')).toMatchObject({ outcome: 'waiting' })
})

test('a log that begins in the middle tells of the beginning by its end', () => {
  expect(callOf(lines('1700000130|7.1|help|SIP/noi|COMPLETEAGENT|30|100|1'))).toMatchObject({
    enteredAt: at(0),
    connectedAt: at(30),
    waitSeconds: 30,
    talkSeconds: 100,
  })
})

test('the order in which lines arrive changes nothing', () => {
  const told = lines(`1700000000|7.1|help|NONE|ENTERQUEUE||0205551234|1
    1700000000|7.1|help|SIP/a|CONNECT|0|7.2|4
    1700000070|7.1|help|SIP/a|COMPLETECALLER|0|70|1`)
  fc.assert(fc.property(fc.shuffledSubarray(told, { minLength: 3 }), some => void expect(callOf(some)).toEqual(callOf(told))))
})

test('a shift lasts from the first queue to the last, without its pauses', () => {
  const shifts = shiftsOf(
    lines(`1700000000|NONE|help|SIP/noi|ADDMEMBER|
      1700000100|NONE|cards|SIP/noi|ADDMEMBER|
      1700001000|NONE|NONE|SIP/noi|PAUSEALL|lunch
      1700001600|NONE|NONE|SIP/noi|UNPAUSEALL|
      1700003000|NONE|help|SIP/noi|REMOVEMEMBER|
      1700003600|NONE|cards|SIP/noi|REMOVEMEMBER|
      1700009000|NONE|NONE|SIP/noi|AGENTLOGIN|SIP/12`),
  )
  expect(shifts).toEqual([{ startedAt: at(0), endedAt: at(3600), productiveSeconds: 3000 }])
})

test('what is no line of a queue log is refused, the system’s own lines say nothing', () => {
  for (const line of ['', 'hello', '12|a|b|c|CONNECT', '1700000000|a|b|c', '1700000000|a|b|c|connect|']) expect(cellsOf(line)).toBeNull()
  const [reload, pause] = lines('1700000000|NONE|NONE|NONE|CONFIGRELOAD|\n1700000000|NONE|NONE|SIP/noi|PAUSEALL|')
  expect([matters(reload!), matters(pause!), isShift(pause!)]).toEqual([false, true, true])
})
