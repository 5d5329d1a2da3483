import { publicForm, publicPage } from '#kernel/page.ts'
import { read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { composeInvitation, composeReminder } from './invitation.ts'
import { show, take } from './page.ts'
import { OPEN, openWhenDue, read as readPulse, schedule } from './schedule.ts'
import { CLOSE, close, closeWhenDue, get, list, open, REMIND, REMINDER, remind } from './waves.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] as const

/** How our own people are: asked by waves, anonymous in the schema itself, shown for the company and teams of five and more. */
export const pulse: Slice = {
  name: 'pulse',
  permissions: {
    'pulse.answer': everyone,
    'pulse.read': ['manager', 'head'],
    'pulse.run': ['head'],
  },
  events: [api.pulseOpened, api.pulseClosed, api.pulseScheduled],
  routes: [
    read(api.readPulse, readPulse),
    write(api.schedulePulse, schedule),
    read(api.listWaves, list),
    write(api.openWave, open),
    read(api.getWave, get),
    write(api.closeWave, async (ctx, input) => {
      await close(ctx, input)
      return {}
    }),
  ],
  pages: [publicPage('GET /pulse/:token', show), publicForm('POST /pulse/:token', take, { mostBytes: 40_000 })],
  clocks: [
    { kind: CLOSE, fire: closeWhenDue },
    { kind: REMIND, fire: remind },
    { kind: OPEN, fire: openWhenDue },
  ],
  composers: { 'pulse.invitation': composeInvitation, [REMINDER]: composeReminder },
}
