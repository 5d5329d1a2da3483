import { z } from 'zod'
import { Said } from '#kernel/dialect.ts'
import { endpoint } from '#kernel/endpoint.ts'

const Sent = z.object({ events: z.array(z.unknown()).max(2_000), sentAt: z.unknown().optional(), bytes: z.int() })

const spoken = (path: string, summary: string) => endpoint(`POST /${path}`, { summary, may: 'tracking.send', input: Sent, output: Said })

export const sendBatch = spoken('batch', 'Up to 500 KB of events at once, each at most 32 KB')
export const sendImport = spoken('import', 'The same, for events of the past')
export const sendTrack = spoken('track', 'Something that a user did')
export const sendIdentify = spoken('identify', 'Who a user is, and what they are like')
export const sendPage = spoken('page', 'A page that a user saw')
export const sendScreen = spoken('screen', 'The same in an app')
export const sendGroup = spoken('group', 'Which account a user belongs to')
export const sendAlias = spoken('alias', 'Two ids of one user')
