import { z } from 'zod'

export const SignInSearch = z.object({ back: z.string().optional() })
export const PeopleSearch = z.object({ q: z.string().optional(), role: z.string().optional(), state: z.string().optional() })
export const MailSearch = z.object({ state: z.enum(['waiting', 'failed', 'sent', 'expired', 'discarded']).optional() })
export const LogSearch = z.object({ subject: z.uuid().optional(), actor: z.uuid().optional() })
