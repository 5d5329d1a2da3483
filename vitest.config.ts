import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const setup = 'src/kernel/testing-setup.ts'
const withPostgres = existsSync(setup) ? { globalSetup: [setup] } : {}
const units = ['src/core/**/*.test.ts', 'src/**/*.unit.test.ts']

// Pictures to look at: PICTURES=1 npx vitest run --project browser e2e/pictures.ts, or any journey.
const journeys = ['e2e/**/*.test.ts', ...(process.env.PICTURES ? ['e2e/pictures.ts'] : [])]

// What measures how soon a page is seen runs while nothing else does.
const measured = 'e2e/answer-weight.test.ts'
const browser = { isolate: false, testTimeout: 120_000, ...withPostgres } as const

/** Three projects, by what a test needs: nothing, PostgreSQL, a browser. */
export default defineConfig({
  test: {
    pool: 'forks',
    // Node reads our files as the server does, by stripping types: nothing is transformed.
    experimental: { viteModuleRunner: false },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'unit', include: units } },
      // A worker reads the house once, not once a file: a file shares nothing with another but modules, which keep nothing of a database.
      { extends: true, test: { name: 'database', include: ['src/**/*.test.ts'], exclude: units, isolate: false, ...withPostgres } },
      { extends: true, test: { ...browser, name: 'browser', include: journeys, exclude: [measured], sequence: { groupOrder: 1 } } },
      { extends: true, test: { ...browser, name: 'browser alone', include: [measured], maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
})
