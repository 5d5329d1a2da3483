import { existsSync, readdirSync } from 'node:fs'
import { folder } from '#kernel/folder.ts'
import type { Metric } from '#kernel/metric.ts'
import { notFound } from '#kernel/problem.ts'

const slices = new URL('../', import.meta.url)
let found: Promise<ReadonlyMap<string, Metric>> | undefined

/** Every metric of every slice by its id: a file in a folder `metrics/` is one. The folder is read, not imported from: slices below stay unknown here. */
export const metrics = () => (found ??= read())

async function read() {
  const folders = readdirSync(slices).map(slice => new URL(`${slice}/metrics/`, slices))
  const all = await Promise.all(folders.filter(url => existsSync(url)).map(url => folder<Metric>(url)))
  const sorted = all.flat().sort((a, b) => (a.id < b.id ? -1 : 1))
  const variantsOf = ({ id, family }: Metric) => sorted.filter(one => family !== null && one.family === family && one.id !== id)
  return new Map(sorted.map(one => [one.id, { ...one, variants: variantsOf(one).map(({ id }) => id) }]))
}

/** @throws Problem 404 */
export async function metricOf(id: string): Promise<Metric> {
  const one = (await metrics()).get(id)
  if (!one) throw notFound('metric')
  return one
}
