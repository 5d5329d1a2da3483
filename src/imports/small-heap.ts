import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let working = 0

/**
 * While work of many short-lived rows goes on, the heap may grow by a quarter before it is swept. Left to itself V8 lets it grow fourfold on a large
 * machine: an import that needs 50 MB takes 180. Swept once at the beginning, because the growth counts from the last sweep.
 * @see `--heap-growing-percent` in V8's flags; 0 is its own judgement.
 */
export async function withSmallHeap<T>(work: () => Promise<T>): Promise<T> {
  if (working++ === 0) {
    setFlagsFromString('--heap-growing-percent=25')
    sweep()
  }
  try {
    return await work()
  } finally {
    if (--working === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}

function sweep() {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  gc()
}
