import { setFlagsFromString } from 'node:v8'

let working = 0

/**
 * While work of many short-lived rows goes on, the heap may grow by half before it is swept. Left to itself V8 lets it grow fourfold on a large machine:
 * an import that needs 50 MB takes 180. @see `--heap-growing-percent` in V8's flags; 0 is its own judgement.
 */
export async function withSmallHeap<T>(work: () => Promise<T>): Promise<T> {
  if (working++ === 0) setFlagsFromString('--heap-growing-percent=50')
  try {
    return await work()
  } finally {
    if (--working === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}
