import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export type Random = ReturnType<typeof random>

/** FNV-1a: a stream of its own for each concern, so that one more draw in one does not shift all others. */
const hash = (text: string) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), 0x811c9dc5)

/** The only source of chance in the simulator. Results are rounded by their users, so that no last bit of `log` shows. */
export function random(seed: number, stream: string) {
  const source = xoroshiro128plus((seed ^ hash(stream)) | 0)
  const share = () => (source.next() >>> 0) / 0x1_0000_0000
  const whole = (below: number) => Math.floor(share() * below)
  const normal = () => {
    // Marsaglia's polar method: only log and sqrt.
    for (;;) {
      const x = 2 * share() - 1
      const y = 2 * share() - 1
      const s = x * x + y * y
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s)
    }
  }
  const poisson = (mean: number) => {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = share(); product > limit; product *= share()) count++
    return count
  }
  return {
    share,
    whole,
    normal,
    poisson,
    chance: (probability: number) => share() < probability,
    pick: <T>(list: readonly T[]): T => list[whole(list.length)]!,
    exponential: (mean: number) => -mean * Math.log(1 - share()),
    lognormal: (median: number, sigma: number) => median * Math.exp(sigma * normal()),
  }
}

/** Draws an index by weight: the weights are summed once. */
export function weighted(weights: readonly number[]) {
  let total = 0
  const sums = weights.map(weight => (total += weight))
  return { total, at: (share: number) => sums.findIndex(sum => share * total < sum) }
}
