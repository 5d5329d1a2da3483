import { z } from 'zod'

/** What stands in the address, in a file of its own, so that the first load has no contracts. */
const kinds = ['nps', 'csat', 'ces', 'stars', 'thumbs', 'index', 'pulse', 'other'] as const

export const ListSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  kind: z.enum(kinds).optional().catch(undefined),
  state: z.enum(['draft', 'open', 'closed']).optional().catch(undefined),
  archived: z.coerce.boolean().optional().catch(undefined),
})

export const tabs = ['edit', 'words', 'checks', 'share', 'versions', 'settings'] as const

export const EditorSearch = z.object({
  tab: z.enum(tabs).default('edit').catch('edit'),
  /** What is open in the editor: a question's key, `end:<key>`, `start`, `look`, `hidden`, `quotas`. */
  at: z.string().max(50).optional().catch(undefined),
  version: z.coerce.number().int().min(1).optional().catch(undefined),
})
