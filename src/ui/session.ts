import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type Me, me } from '#directory/api.ts'
import { workspaceOf } from './address.ts'
import { ask } from './api.ts'
import type { Failure } from './failure.ts'

export const askMe = () => queryOptions<Me, Failure>({ ...ask(me, {}), queryKey: [me.path], staleTime: 60_000 })

/** The signed-in person, the workspace in the address, and `may('cases.reply')`. Only inside the shell. */
export function useMe() {
  return here(useSuspenseQuery(askMe()).data)
}

/** The same where nobody may be signed in yet (bare pages): undefined until known, or for ever. */
export function useMaybeMe() {
  const { data } = useQuery({ ...askMe(), retry: false })
  return data && here(data)
}

function here(mine: Me) {
  const number = Number(workspaceOf(location.pathname))
  const workspace = mine.workspaces.find(one => one.number === number)
  return { ...mine, workspace, may: (permission: string) => workspace?.permissions.includes(permission) ?? false }
}

/** `const may = useMay()`, then `may('cases.reply') && <Button …/>`: what one may not do is not offered. */
export const useMay = () => useMe().may
