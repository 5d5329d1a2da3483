import { sql } from 'kysely'
import type { Pool } from './database.ts'
import type { Delivered } from './dispatcher.ts'
import type { Writing } from './slice.ts'

export type Listening = { subscribe: (workspaceId: string, tell: (what: Delivered) => void) => () => void; close: () => Promise<void> }

/** One connection a process hears what dispatchers tell; it is handed on to the open streams of that workspace. Reconnects by itself. */
export function listen(pool: Pool): Listening {
  const streams = new Map<string, Set<(what: Delivered) => void>>()
  let leave = () => {}
  let closed = false
  const connect = async () => {
    if (closed) return
    let lose = once(retry)
    try {
      const fresh = await pool.connect()
      // PostgreSQL says why it goes, then the socket closes, then we may be closing too: one connection to give back, once.
      lose = once(() => {
        fresh.release(true)
        retry()
      })
      leave = lose
      fresh.on('error', lose)
      fresh.on('notification', ({ payload }) => hand(streams, payload))
      await fresh.query('listen sabai_live')
    } catch {
      lose()
    }
  }
  const retry = () => void setTimeout(again, 1_000).unref()
  const again = () => {
    ready = connect()
  }
  let ready = connect()
  return {
    subscribe: (workspaceId, tell) => {
      const all = streams.get(workspaceId) ?? new Set()
      streams.set(workspaceId, all.add(tell))
      return () => {
        all.delete(tell)
        if (all.size === 0 && streams.get(workspaceId) === all) streams.delete(workspaceId)
      }
    },
    close: async () => {
      closed = true
      await ready
      leave()
    },
  }
}

function hand(streams: Map<string, Set<(what: Delivered) => void>>, payload: string | undefined) {
  try {
    const what = JSON.parse(payload ?? '') as Delivered
    for (const tell of streams.get(what.workspaceId) ?? []) tell(what)
  } catch {
    // A notification that was cut off for its length tells nobody; pages refetch on focus.
  }
}

/** Only the first call counts. */
function once(run: () => void): () => void {
  let done = false
  return () => {
    if (!done) run()
    done = true
  }
}

/**
 * Tells open pages of something that is no event, since nobody will ask for it later: who is looking at what now. Rare things only: NOTIFY makes commits
 * queue up.
 */
export const tellPages = ({ tx, workspace }: Writing, lists: readonly string[], ids: readonly string[]) =>
  sql`select pg_notify('sabai_live', ${JSON.stringify({ workspaceId: workspace.id, types: [], lists, ids })})`.execute(tx)
