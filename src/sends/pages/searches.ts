import { z } from 'zod'
import { exclusions, participantStates, sendStates, suppressionReasons } from '../kinds-api.ts'

const q = z.string().max(200).optional().catch(undefined)

export const SendsSearch = z.object({
  q,
  state: z.enum(sendStates).optional().catch(undefined),
  survey: z.uuid().optional().catch(undefined),
})
export const SendSearch = z.object({
  q,
  state: z.enum(participantStates).optional().catch(undefined),
  why: z.enum(exclusions).optional().catch(undefined),
})
export const SegmentSearch = z.object({ q })
export const SuppressedSearch = z.object({ q, reason: z.enum(suppressionReasons).optional().catch(undefined) })
