import { open, type Slice } from '#kernel/slice.ts'
import * as api from './api.ts'
import { sampleCommand } from './command.ts'
import { lookAround } from './look-around.ts'

/** A company to look around in, to test and to measure with: a simulated story whose truths are known. */
export const sample: Slice = {
  name: 'sample',
  permissions: {},
  events: [],
  routes: [open(api.lookAround, lookAround)],
  commands: [sampleCommand],
}
