import { z } from 'zod'
import { event } from '#kernel/event.ts'

const action = z.object({ actionId: z.uuid() })
const lists = ['/actions', '/causes', '/desk'] as const

export const actionAdded = event('action.added', action, lists)
export const actionChanged = event('action.changed', action.extend({ fields: z.array(z.string()) }), lists)
export const actionMoved = event('action.moved', action.extend({ from: z.string(), to: z.string() }), lists)
export const actionOverdue = event('action.overdue', action.extend({ toldId: z.uuid() }), lists)
export const actionProved = event('action.proved', action.extend({ proofId: z.uuid(), verdict: z.string() }), lists)
/** The cause came back although it had been proved gone or less: the action is open again. */
export const actionRelapsed = event('action.relapsed', action.extend({ proofId: z.uuid() }), lists)
export const whysSet = event('case.whys-set', z.object({ caseId: z.uuid(), count: z.int() }), ['/cases'])
export const causePlaced = event('cause.placed', z.object({ causeId: z.uuid(), parentId: z.uuid().nullable() }), ['/causes'])
export const actionEvents = [
  actionAdded,
  actionChanged,
  actionMoved,
  actionOverdue,
  actionProved,
  actionRelapsed,
  whysSet,
  causePlaced,
] as const
