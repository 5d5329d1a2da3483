// npm test: types, format, unused code, then the tests from the quickest to the slowest. All of it runs, whatever fails on the
// way; the last line counts. Arguments are a filter for the tests, and then the checks are left out: npm test -- inbox
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { chromiumPath } from './chromium.mjs'

type Outcome = { passed: number; failed: string[]; skipped: string[] }
type Report = {
  testResults: { name: string; status: string; message?: string; assertionResults: { fullName: string; status: string }[] }[]
}

const filter = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'sabai-reports-'))
const env = { ...process.env, PATH: [resolve('node_modules/.bin'), process.env.PATH].join(delimiter), CHROMIUM: chromiumPath() ?? '' }

/** A tool is one check: it passes or fails as a whole. */
function check(name: string, ...args: string[]): Outcome {
  const failed = timed(name, () => run(args) !== 0)
  return { passed: failed ? 0 : 1, failed: failed ? [name] : [], skipped: [] }
}

/** One Vitest project, counted from its own report. */
function tests(project: string): Outcome {
  const file = join(reports, `${project}.json`)
  const vitest = [
    'vitest',
    'run',
    '--project',
    `${project}*`,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const status = timed(`${project} tests`, () => run([...vitest, ...filter]))
  const outcome = existsSync(file) ? counted(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: [], skipped: [] }
  if (status !== 0 && outcome.failed.length === 0) outcome.failed.push(`${project} tests ended with ${status}; the output above says why`)
  return outcome
}

function counted({ testResults }: Report): Outcome {
  const all = testResults.flatMap(file =>
    file.assertionResults.map(test => ({ ...test, name: `${relative(file.name)} › ${test.fullName}` })),
  )
  const broken = testResults.filter(file => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
  const named = (...statuses: string[]) => all.filter(({ status }) => statuses.includes(status)).map(({ name }) => name)
  return {
    passed: named('passed').length,
    failed: [...named('failed'), ...broken.map(({ name }) => `${relative(name)} (the file itself)`)],
    skipped: named('skipped', 'pending', 'todo', 'disabled'),
  }
}

const relative = (file: string) => file.replace(`${process.cwd()}/`, '')

function timed<T>(name: string, step: () => T): T {
  console.log(`\n▸ ${name}`)
  const began = performance.now()
  const result = step()
  console.log(`  ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}

function run([command = '', ...args]: string[]) {
  const { status, signal, error } = spawnSync(join('node_modules', '.bin', command), args, { stdio: 'inherit', env })
  return status ?? signal ?? error?.message ?? 1
}

function listed(title: string, names: string[]) {
  if (names.length) console.log(`\n${title}:\n${names.map(name => `  ${name}`).join('\n')}`)
}

const checks = () => [
  check('types', 'tsc'),
  check('format and lint', 'biome', 'check', '--error-on-warnings'),
  check('unused code', 'knip'),
]
const outcomes = [...(filter.length ? [] : checks()), ...['unit', 'database', 'browser'].map(tests)]
rmSync(reports, { recursive: true })

const failed = outcomes.flatMap(outcome => outcome.failed)
const skipped = outcomes.flatMap(outcome => outcome.skipped)
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
listed('Skipped', skipped)
listed('Failed', failed)
process.exitCode = failed.length ? 1 : 0
console.log(`\n${passed} passed, ${failed.length} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`)
