import { batch } from './batch.ts'
import { firstLoad } from './first-load.ts'
import { imports } from './imports.ts'
import { fill, lists, search } from './lists.ts'
import type { Line } from './measure.ts'
import { importMemory } from './memory.ts'
import { metricsBench } from './metrics.ts'
import { benchPlace } from './place.ts'
import { responses } from './responses.ts'
import { results } from './results.ts'
import { start } from './start.ts'
import { teams } from './teams.ts'

// `npm run bench [-- cases]`, `npm run bench -- results`, `responses` or `batch`: prints ratios beside what is wanted. It never fails on a time: machines differ.
const asked = process.argv[2] ?? ''
const count = Number(asked) || 100_000
const lines: Line[] = []
const note = (more: Line[]) => {
  lines.push(...more)
  for (const { what, measured, wanted } of more) console.log(`${what.padEnd(72)} ${measured.padEnd(26)} ${wanted}`)
}

const tracking = await benchPlace()
try {
  if (asked === '' || asked === 'batch' || Number(asked)) note(await batch(tracking))
} finally {
  await tracking.leave()
  tracking.remove()
}
if (asked === 'batch') process.exit()
if (asked === '' || asked === 'teams' || Number(asked)) note(teams())
if (asked === 'teams') process.exit()
if (asked === 'metrics') {
  note(await metricsBench(Number(process.argv[3]) || 1_000_000))
  process.exit()
}
const answering = await benchPlace()
try {
  if (asked !== 'results') note(await responses(answering))
} finally {
  await answering.leave()
  answering.remove()
}
if (asked === 'responses') process.exit()
const summaries = await benchPlace()
try {
  note(await results(summaries, count))
} finally {
  await summaries.leave()
  summaries.remove()
}
if (asked === 'results') process.exit()
note(await firstLoad())
const place = await benchPlace()
try {
  const key = await fill(place, count)
  note(await lists(place, key, count))
  note(await search(place, key, count))
} finally {
  await place.leave()
}
const another = await benchPlace()
try {
  note(await imports(another, count))
} finally {
  await another.leave()
  another.remove()
}
note(await importMemory(count))
try {
  note(await start(place.folder))
} finally {
  place.remove()
}
