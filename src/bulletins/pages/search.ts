import { z } from 'zod'

export const NewsSearch = z.strictObject({ kind: z.enum(['did', 'gap', 'incident']).optional(), action: z.uuid().optional() })
