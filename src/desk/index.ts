import { read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { addAsk, answerAsk, askClock, listAsks, withdrawAsk } from './asks.ts'
import { readDesk } from './desk.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] as const

/** The champion's desk: what the company has promised and not kept, and whom to ask what, in the open. */
export const desk: Slice = {
  name: 'desk',
  permissions: {
    'desk.read': ['champion', 'head'],
    'asks.read': everyone,
    'asks.ask': ['champion', 'head'],
  },
  events: [api.askAdded, api.askAnswered, api.askWithdrawn, api.askLate],
  routes: [
    read(api.desk, ctx => readDesk(ctx)),
    read(api.listAsks, listAsks),
    write(api.addAsk, addAsk),
    write(api.answerAsk, answerAsk),
    write(api.withdrawAsk, withdrawAsk),
  ],
  clocks: [askClock],
}
