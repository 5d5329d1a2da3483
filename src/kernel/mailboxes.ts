import { type Arriving, type Letter, mailbox, type Source } from './imap.ts'
import { loop } from './loop.ts'

/** One mailbox that this process is to read. A new `version` (another password) is read anew. */
export type OwnMailbox = {
  id: string
  workspaceId: string
  version: string
  source: Source
  failed: (problem: Error) => Promise<unknown>
}

/** @returns the mailboxes of all workspaces that this process reads for the next while; another process reads the others */
export type ClaimMailboxes = (arriving: Arriving, process: string) => Promise<readonly OwnMailbox[]>

type Open = { version: string; close: () => Promise<void> }

/** Reads the workspaces' own mailboxes: opens what was added, closes what is gone, each in one process at a time. */
export function readMailboxes(
  claims: readonly ClaimMailboxes[],
  arriving: Arriving,
  process: string,
  take: (letter: Letter) => Promise<void>,
  failed: (problem: Error) => void,
  everyMs: number,
): { close: () => Promise<void> } {
  const open = new Map<string, Open>()
  const look = async () => {
    const mine = (await Promise.all(claims.map(claim => claim(arriving, process)))).flat()
    for (const [id, one] of open)
      if (mine.find(box => box.id === id)?.version !== one.version) {
        open.delete(id)
        await one.close()
      }
    for (const box of mine) if (!open.has(box.id)) open.set(box.id, { version: box.version, ...reading(box, take, failed) })
    return 0
  }
  const turns = loop(look, everyMs, failed)
  return {
    close: async () => {
      await turns.close()
      await Promise.all([...open.values()].map(one => one.close()))
    },
  }
}

const reading = (
  { id, workspaceId, source, failed: note }: OwnMailbox,
  take: (letter: Letter) => Promise<void>,
  failed: (problem: Error) => void,
) =>
  mailbox(
    source,
    letter => take({ ...letter, box: { workspaceId, id } }),
    problem => void note(problem).catch(failed),
  )
