import {
  infiniteQueryOptions,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import type { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import { requestOf, workspaceOf } from './address.ts'
import { asFailure, type Failure, failureOf, offline } from './failure.ts'
import { notice } from './notice.tsx'
import { hearServerTime } from './now.ts'
import { problemText } from './text.tsx'

export { Failure } from './failure.ts'

export type In<E extends Endpoint> = z.input<E['input']>
export type Out<E extends Endpoint> = z.output<E['output']>
/** What one row of a `{ items, next }` list is. */
export type Item<E extends Endpoint> = Out<E> extends { items: (infer I)[] } ? I : never
/** A list's input without what the list itself counts. */
export type Filter<E extends Endpoint> = Omit<In<E>, 'cursor' | 'limit'>

const workspace = () => workspaceOf(location.pathname)

/** The headers of every call: who asks is in the cookie, for which workspace in the address. */
export const headersOf = (type?: string): Record<string, string> => ({
  accept: 'application/json',
  ...(type && { 'content-type': type }),
  ...(workspace() && { 'sabai-workspace': workspace() ?? '' }),
})

/** One call, answered by the endpoint's own type, refused by a Failure. */
export async function call<E extends Endpoint>(endpoint: E, input: In<E>, signal?: AbortSignal): Promise<Out<E>> {
  const { url, body } = requestOf(endpoint, input as Record<string, unknown>)
  const headers = headersOf(body === undefined ? undefined : 'application/json')
  const attempt = body === undefined ? undefined : attemptOf(url, body)
  const answer = await fetch(url, {
    method: endpoint.method,
    headers: { ...headers, ...(attempt && { 'idempotency-key': attempt }) },
    body: body ?? null,
    signal: signal ?? null,
  }).catch(error => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : offline()
  })
  attempts.delete(url + body)
  return read(endpoint, answer)
}

const attempts = new Map<string, string>()

/** `randomUUID` is missing where a workspace is opened over plain http in the office. */
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

/** A change whose answer was lost on the way is sent again under the same key, and happens once. */
function attemptOf(url: string, body: string): string {
  const key = attempts.get(url + body) ?? randomKey()
  attempts.set(url + body, key)
  return key
}

async function read<E extends Endpoint>(endpoint: E, answer: Response): Promise<Out<E>> {
  hearServerTime(answer.headers.get('date'))
  const body = await answer.json().catch(() => undefined)
  if (answer.ok) return endpoint.output.parse(body) as Out<E>
  if (answer.status === 401) leaveForSignIn()
  throw failureOf(answer.status, body, answer.headers.get('x-request-id') ?? undefined)
}

/** Signed out somewhere else: sign in, then come back to this very page. Drafts are kept in the browser. */
function leaveForSignIn() {
  if (!workspace()) return
  const back = location.pathname + location.search
  location.assign(`/sign-in?back=${encodeURIComponent(back)}`)
}

const retry = (count: number, error: unknown) => asFailure(error).status >= 502 && count < 2

/** The browser's memory of answers. A Failure below 500 is an answer too: asking again would not change it. */
export const makeQueries = () =>
  new QueryClient({
    defaultOptions: { queries: { retry, staleTime: 15_000, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  })

/** Query options of one endpoint: `useSuspenseQuery(ask(getCase, { id }))`. The key is [path, input, workspace]. */
export const ask = <E extends Endpoint>(endpoint: E, input: In<E>) =>
  queryOptions<Out<E>, Failure>({
    queryKey: [endpoint.path, input, workspace()],
    queryFn: ({ signal }) => call(endpoint, input, signal),
  })

/** The answer, or the page waits (stitches after 300 ms), or says what failed. */
export const useAsk = <E extends Endpoint>(endpoint: E, input: In<E>): Out<E> => useSuspenseQuery(ask(endpoint, input)).data

type Sending<E extends Endpoint> = {
  /** Whose answers are now old: every query of these paths is asked again. */
  refresh?: Endpoint[]
  onDone?: (answer: Out<E>, input: In<E>) => unknown
  /** Instead of the notice that otherwise says what failed. */
  onFail?: (failure: Failure) => unknown
}

/** A change: `const send = useSend(replyToCase, { refresh: [listCases] })`, then `send.mutate({ id, text })`. */
export function useSend<E extends Endpoint>(endpoint: E, { refresh = [], onDone, onFail }: Sending<E> = {}) {
  const queries = useQueryClient()
  return useMutation<Out<E>, Failure, In<E>>({
    mutationFn: input => call(endpoint, input),
    onSuccess: async (answer, input) => {
      await refreshPaths(
        queries,
        refresh.map(one => one.path),
      )
      await onDone?.(answer, input)
    },
    onError: failure => (onFail ?? sayFailure)(failure),
  })
}

/** Fields say it themselves, in their form; everything else is said aloud. */
export function sayFailure(failure: Failure) {
  if (failure.fields.length === 0)
    notice({ tone: 'bad', text: problemText(failure), requestId: failure.status >= 500 ? failure.requestId : undefined })
}

/** Ask again for everything whose path begins with one of these. */
export const refreshPaths = (queries: QueryClient, paths: string[]) =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => paths.some(path => isUnder(String(queryKey[0]), path)) })

const isUnder = (path: string, parent: string) => path === parent || path.startsWith(`${parent}/`)

type ListAnswer<E extends Endpoint> = Out<E> & { items: Item<E>[]; next: string | null }

/** Query options of a `{ items, next }` list, page after page by its cursor. */
export const askList = <E extends Endpoint>(endpoint: E, filter: Filter<E>) =>
  infiniteQueryOptions<ListAnswer<E>, Failure, { pages: ListAnswer<E>[] }, readonly unknown[], string | undefined>({
    queryKey: [endpoint.path, filter, workspace(), 'list'],
    queryFn: ({ pageParam, signal }) => call(endpoint, { ...filter, cursor: pageParam } as In<E>, signal) as Promise<ListAnswer<E>>,
    initialPageParam: undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  })

/** What `List` and `Table` show: rows so far, whether there are more, and the states around them. */
export type Listed<T> = {
  items: T[]
  waiting: boolean
  failure: Failure | null
  again: () => void
  more: (() => void) | null
  loadingMore: boolean
}

/** A list by cursor: `const cases = useList(listCases, { owner })`, then `<List list={cases} …/>`. */
export function useList<E extends Endpoint>(endpoint: E, filter: Filter<E>): Listed<Item<E>> {
  const query = useInfiniteQuery(askList(endpoint, filter))
  return {
    items: query.data?.pages.flatMap(page => page.items) ?? [],
    waiting: query.isPending,
    failure: query.data ? null : query.error,
    again: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    loadingMore: query.isFetchingNextPage,
  }
}
