/** Stores rows in one transaction and says which of them were new. */
type Store<Row> = (rows: readonly Row[]) => Promise<ReadonlySet<Row>>
type Waiting<Row> = { row: Row; done: (added: boolean) => void; failed: (error: unknown) => void }

/** At most so many share one transaction. */
const MOST = 200
/** While one waits for the disk another is made ready; the larger each, the less each costs; who has waited long enough goes beside them. */
const AT_ONCE = 2
const LONGEST_MS = 2

/**
 * Lets requests of one workspace share a commit: whoever comes while one is under way goes with the next, which leaves when a place is free, so that
 * alone nobody waits. A transaction that fails is tried again row by row, so that one bad row is nobody else's.
 */
export function gatherer<Row>() {
  const desks = new Map<string, Desk<Row>>()
  return (workspaceId: string, store: Store<Row>, row: Row): Promise<boolean> => {
    const desk = desks.get(workspaceId) ?? newDesk<Row>(() => desks.delete(workspaceId))
    desks.set(workspaceId, desk)
    return desk(store, row)
  }
}

type Desk<Row> = (store: Store<Row>, row: Row) => Promise<boolean>

function newDesk<Row>(empty: () => void): Desk<Row> {
  const waiting: Waiting<Row>[] = []
  let underWay = 0
  let timer: NodeJS.Timeout | null = null
  const leave = (store: Store<Row>) => {
    if (timer) clearTimeout(timer)
    timer = null
    if (waiting.length === 0) return underWay === 0 ? empty() : undefined
    underWay++
    carry(store, waiting.splice(0, MOST)).finally(() => {
      underWay--
      leave(store)
    })
  }
  return (store, row) =>
    new Promise((done, failed) => {
      waiting.push({ row, done, failed })
      // Those whose requests were read in the same turn go together.
      if (underWay < AT_ONCE) setImmediate(() => underWay < AT_ONCE && waiting.length > 0 && leave(store))
      else timer ??= setTimeout(() => leave(store), LONGEST_MS)
    })
}

async function carry<Row>(store: Store<Row>, batch: readonly Waiting<Row>[]): Promise<void> {
  try {
    const added = await store(batch.map(({ row }) => row))
    for (const { row, done } of batch) done(added.has(row))
  } catch (error) {
    if (batch.length === 1) return batch[0]!.failed(error)
    for (const one of batch) await carry(store, [one])
  }
}
