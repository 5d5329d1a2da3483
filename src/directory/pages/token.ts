import { useSyncExternalStore } from 'react'

const subscribe = (change: () => void) => {
  addEventListener('hashchange', change)
  return () => removeEventListener('hashchange', change)
}

/** A link's secret stands behind #, where no server and no log sees it; '' without one. A second link in the same tab is a new one. */
export const useToken = (): string => useSyncExternalStore(subscribe, () => location.hash.slice(1))
