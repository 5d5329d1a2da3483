import type { Pool, PoolClient } from './database.ts'
import type { Delivered } from './dispatcher.ts'

export type Listening = { subscribe: (workspaceId: string, tell: (what: Delivered) => void) => () => void; close: () => Promise<void> }

/** One connection a process hears what dispatchers tell; it is handed on to the open streams of that workspace. Reconnects by itself. */
export function listen(pool: Pool): Listening {
  const streams = new Map<string, Set<(what: Delivered) => void>>()
  let client: PoolClient | null = null
  let closed = false
  const connect = async () => {
    if (closed) return
    try {
      const fresh = await pool.connect()
      fresh.on('notification', ({ payload }) => hand(streams, payload))
      let lost = false
      // PostgreSQL says why it goes, and then the socket closes: two errors, one connection to give back.
      fresh.on('error', () => {
        // After close() it is given back already; PostgreSQL may still be saying goodbye.
        if (lost || closed) return
        lost = true
        fresh.release(true)
        client = null
        setTimeout(again, 1_000).unref()
      })
      await fresh.query('listen sabai_live')
      // Whoever closed meanwhile waits for this, and gives back what is here.
      if (!lost) client = fresh
    } catch {
      setTimeout(again, 1_000).unref()
    }
  }
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
      client?.release(true)
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
