import type { BoardSearch } from './search.ts'

export const only = <K extends keyof BoardSearch>(search: BoardSearch, keys: readonly K[]) =>
  Object.fromEntries(keys.filter(key => search[key] !== undefined).map(key => [key, search[key]])) as {
    [P in K]: NonNullable<BoardSearch[P]>
  }

/** What is asked of the server: only what is set, since an absent filter is no filter. */
export const whenAsked = (search: BoardSearch) => only(search, ['period', 'from', 'to'])
export const filterAsked = (search: BoardSearch) => only(search, ['channel', 'topic', 'language'])
export const whoseAsked = ({ level, of }: BoardSearch) => (level && of ? { level, of } : {})
export const closed = {
  open: undefined,
  who: undefined,
  start: undefined,
  end: undefined,
  time: undefined,
  above: undefined,
  below: undefined,
  hit: undefined,
}
