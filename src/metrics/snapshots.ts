/** PostgreSQL's `xmin:xmax:xip,…`: which transactions a snapshot holds. */
export type Snapshot = { xmin: bigint; xmax: bigint; running: ReadonlySet<string> }

export function readSnapshot(text: string): Snapshot {
  const [xmin = '', xmax = '', running = ''] = text.split(':')
  return { xmin: BigInt(xmin), xmax: BigInt(xmax), running: new Set(running.split(',')) }
}

/** Whether what a transaction did was to be seen: it had ended when the snapshot was taken. */
export const holds = ({ xmin, xmax, running }: Snapshot, transaction: bigint): boolean =>
  transaction < xmin || (transaction < xmax && !running.has(String(transaction)))
