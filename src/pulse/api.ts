import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, paging } from '#kernel/input.ts'

/** Five-point items, 1 to 5, beside the question whether one would recommend working here, 0 to 10. */
export const pulseItems = ['meaning', 'tools', 'growth', 'heard', 'load'] as const
export type PulseItem = (typeof pulseItems)[number]
/** Nothing is shown of fewer, nor of so few others. */
export const LEAST = 5

const Estimated = { n: z.int(), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }
export const PulseFigures = z.object({
  n: z.int(),
  /** Points, −100..100. */
  enps: z.object(Estimated),
  items: z.array(z.object({ item: z.string(), ...Estimated })),
  /** Cronbach's alpha of the items. */
  alpha: z.number().nullable(),
})
export type PulseFigures = z.output<typeof PulseFigures>

export const PulseResults = z.object({
  answered: z.int(),
  /** Null with fewer than five answers. */
  company: PulseFigures.nullable(),
  /** A team only if it has five, and so have all those that are not shown, together. */
  teams: z.array(z.object({ id: z.uuid(), name: z.string(), figures: PulseFigures })),
})
export type PulseResults = z.output<typeof PulseResults>

const Wave = z.object({ id: z.uuid(), openedAt: instant, closesAt: instant, closedAt: instant.nullable(), asked: z.int() })

export const listWaves = endpoint('GET /pulse/waves', {
  summary: 'Waves of the pulse, the newest first, with the company’s figures of those that are closed',
  may: 'pulse.read',
  input: z.strictObject(paging),
  output: listOf(Wave.extend({ answered: z.int().nullable(), company: PulseFigures.nullable() })),
})

export const getWave = endpoint('GET /pulse/waves/:id', {
  summary: 'A closed wave as it was frozen: company, teams, and the comments of all in no order',
  may: 'pulse.read',
  input: z.strictObject({ id: z.uuid() }),
  output: Wave.extend({ results: PulseResults.nullable(), comments: z.array(z.string()) }),
})

const openDays = z.int().min(1).max(30)

export const openWave = endpoint('POST /pulse/waves', {
  summary: 'Open a wave and invite every member; there is one at a time',
  may: 'pulse.run',
  input: z.strictObject({ openDays }),
  output: z.object({ id: z.uuid(), asked: z.int() }),
})

export const closeWave = endpoint('POST /pulse/waves/:id/close', {
  summary: 'Close a wave now; its figures are frozen and its answers deleted',
  may: 'pulse.run',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

export const readPulse = endpoint('GET /pulse', {
  summary: 'The open wave, one’s own way to answer it (until it is used), and when the next one opens',
  may: 'pulse.answer',
  input: z.strictObject({}),
  output: z.object({
    open: z.object({ id: z.uuid(), closesAt: instant, path: z.string().nullable() }).nullable(),
    schedule: z.object({ everyDays: z.int().nullable(), openDays: z.int(), nextAt: instant.nullable() }),
  }),
})

export const schedulePulse = endpoint('PUT /pulse/schedule', {
  summary: 'Open waves by themselves every so many days, or by hand only',
  may: 'pulse.run',
  input: z.strictObject({ everyDays: z.int().min(7).max(366).nullable(), openDays }),
  output: z.object({ nextAt: instant.nullable() }),
})

export const pulseOpened = event('pulse.opened', z.object({ waveId: z.uuid(), asked: z.int() }), ['/pulse'])
export const pulseClosed = event('pulse.closed', z.object({ waveId: z.uuid() }), ['/pulse'])
export const pulseScheduled = event('pulse.scheduled', z.object({ everyDays: z.int().nullable() }), ['/pulse'])
