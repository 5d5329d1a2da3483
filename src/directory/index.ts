import type { Slice } from '#kernel/slice.ts'
import { open } from '#kernel/slice.ts'
import * as api from './api.ts'
import { me } from './me.ts'

/** Who is here: the workspace, its members and teams, its accounts, customers and topics; and who may see whom. */
export const directory: Slice = {
  name: 'directory',
  permissions: {},
  events: [],
  routes: [open(api.me, me)],
}
