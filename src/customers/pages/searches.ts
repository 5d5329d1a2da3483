import { z } from 'zod'

/** What stands in the address of each list; in a file of its own, so that the first load has no contracts. */
const text = z.string().max(200).optional().catch(undefined)
const id = z.uuid().optional().catch(undefined)
const on = z.coerce.boolean().optional().catch(undefined)

export const CustomerSearch = z.object({ q: text, accountId: id, ownerId: id, language: text, archived: on })
export const AccountSearch = z.object({ q: text, ownerId: id, archived: on })
export const Shelf = z.object({ archived: on })
