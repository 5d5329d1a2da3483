import { useSyncExternalStore } from 'react'

/** Device minus server, from the answers' Date header: a phone with a wrong clock still shows the right time left. */
let skewMs = 0
export function hearServerTime(date: string | null): void {
  const at = date ? Date.parse(date) : Number.NaN
  if (Math.abs(Date.now() - at) > 5_000) skewMs = Date.now() - at
}

const tickMs = 30_000
let current = new Date()
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  current = new Date(Date.now() - skewMs)
  for (const watch of watchers) watch()
}

function subscribe(watch: () => void) {
  watchers.add(watch)
  if (watchers.size === 1) {
    tick()
    timer = setInterval(tick, tickMs)
  }
  return () => {
    watchers.delete(watch)
    if (watchers.size === 0) clearInterval(timer)
  }
}

/** The server's time, moving on every 30 seconds; all who look share one timer. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => current)
