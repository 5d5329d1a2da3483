import { causeChanged } from '#inbox/api.ts'
import { after, read, type Slice, write } from '#kernel/slice.ts'
import { addAction, archiveAction, changeAction, listActions } from './actions.ts'
import * as api from './api.ts'
import { growing } from './growing.ts'
import { moveAction } from './moving.ts'
import { readAction } from './one-action.ts'
import { readCause } from './one-cause.ts'
import { overdueClocks } from './overdue.ts'
import { pareto } from './pareto.ts'
import { checkNow, proofClocks } from './proving.ts'
import { followMerged, placeCause } from './tree.ts'
import { listWhys, setWhys } from './whys.ts'

export { addAction, listActions } from './actions.ts'
export { growing } from './growing.ts'
export { moveAction } from './moving.ts'
export { pareto } from './pareto.ts'
export { causesWithBelow } from './tree.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] as const

/** Why things happen, what is done so that they do not happen again, and whether that is so. */
export const actions: Slice = {
  name: 'actions',
  permissions: {
    'actions.read': everyone,
    'actions.change': ['manager', 'head', 'champion', 'admin'],
    // One's own.
    'actions.move': ['rep', 'manager', 'head', 'champion', 'admin'],
  },
  events: api.actionEvents,
  routes: [
    read(api.listWhys, listWhys),
    write(api.setWhys, setWhys),
    read(api.pareto, pareto),
    read(api.growing, ctx => growing(ctx)),
    read(api.readCause, readCause),
    write(api.placeCause, placeCause),
    read(api.listActions, listActions),
    read(api.readAction, readAction),
    write(api.addAction, addAction),
    write(api.changeAction, changeAction),
    write(api.moveAction, moveAction),
    write(api.archiveAction, archiveAction),
    write(api.checkAction, checkNow),
  ],
  listeners: [after(causeChanged, 'actions.follow-cause', followMerged)],
  clocks: [...overdueClocks, ...proofClocks],
}
