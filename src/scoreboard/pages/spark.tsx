type Point = { from: string; value: number | null; n: number }

/** Weeks as a small line; a gap is a week with too few. What it says stands in words beside it, so it is not read aloud. */
export function Spark({ points }: { points: readonly Point[] }) {
  const known = points.flatMap(({ value }, at) => (value === null ? [] : [{ at, value }]))
  if (known.length < 2) return <svg className="spark" aria-hidden="true" />
  const values = known.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (at: number) => 3 + (94 * at) / (points.length - 1)
  const y = (value: number) => (high === low ? 14 : 25 - (22 * (value - low)) / (high - low))
  const line = known.map(({ at, value }, i) => `${i && known[i - 1]!.at === at - 1 ? 'L' : 'M'}${x(at)} ${y(value)}`).join('')
  const last = known.at(-1)!
  return (
    <svg className="spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <path d={line} vectorEffect="non-scaling-stroke" />
      <path className="spark-end" d={`M${x(last.at)} ${y(last.value)}h.001`} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
