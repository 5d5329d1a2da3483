/** Middle of the sorted values; of two middles the mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** The value that a share of the values stays under, by nearest rank. */
export const percentile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!

export async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

/** A B A B …: what disturbs the machine disturbs both. @returns medians in milliseconds and their ratio A / B */
export async function sideBySide(rounds: number, a: () => Promise<unknown>, b: () => Promise<unknown>) {
  const times = { a: [] as number[], b: [] as number[] }
  await a()
  await b()
  for (let round = 0; round < rounds; round++) {
    times.a.push(await milliseconds(a))
    times.b.push(await milliseconds(b))
  }
  return { a: median(times.a), b: median(times.b), ratio: median(times.a) / median(times.b), aTimes: times.a, bTimes: times.b }
}

export type Line = { what: string; measured: string; wanted: string }
