import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/api.ts'
import { countInbox } from '../counts-api.ts'

/** How many are open, for tabs and navigation; undefined until known. */
export const useCounts = () => useQuery(ask(countInbox, {})).data

export const useMineOpen = () => useCounts()?.mine.open
