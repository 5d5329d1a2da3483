import { searchKey } from '#core/text/normalise.ts'

export type Known = { id: string; name: string; email: string | null; externalId: string | null }

const MOST = 5
const words = (text: string) =>
  searchKey(text)
    .split(/[\s.,_-]+/)
    .filter(Boolean)
const local = (email: string | null) => (email ? searchKey(email.split('@')[0]!) : null)

/** `noi k.` is in `noi keomany`: each word there, an initial for the word that it begins. */
const within = (some: readonly string[], all: readonly string[]) =>
  some.length > 0 && some.every(word => all.some(other => other === word || (word.length === 1 && other.startsWith(word))))

/** How likely a source's name is this member's: 2 where it is exactly what they are called or written by, 1 where it may be; 0 where nothing says so. */
function likeness(name: string, { name: called, email, externalId }: Known): number {
  const key = searchKey(name)
  if (key === '') return 0
  if ([called, email, externalId].some(one => one && searchKey(one) === key)) return 2
  const [mine, theirs] = [words(name), words(called)]
  return local(email) === local(name) || within(mine, theirs) || within(theirs, mine) ? 1 : 0
}

/** Whom a person is to choose from, the likeliest first: all of one name, or those whom a shorter or longer name may mean. */
export function candidatesOf(name: string, members: readonly Known[]): Known[] {
  const found = members.flatMap(member => {
    const like = likeness(name, member)
    return like > 0 ? [{ member, like }] : []
  })
  const best = Math.max(0, ...found.map(({ like }) => like))
  return found
    .filter(({ like }) => like === best)
    .slice(0, MOST)
    .map(({ member }) => member)
}
