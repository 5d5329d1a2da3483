import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const setup = 'src/kernel/testing-setup.ts'
const withPostgres = existsSync(setup) ? { globalSetup: [setup] } : {}
const units = ['src/core/**/*.test.ts', 'src/**/*.unit.test.ts']

// Pictures of all pages, to look at: PICTURES=1 npx vitest run --project browser e2e/pictures.ts
const journeys = process.env.PICTURES ? ['e2e/pictures.ts'] : ['e2e/**/*.test.ts']

/** Three projects, by what a test needs: nothing, PostgreSQL, a browser. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'unit', include: units } },
      { extends: true, test: { name: 'database', include: ['src/**/*.test.ts'], exclude: units, ...withPostgres } },
      // One browser at a time: two of them on two cores make each other's waits time out.
      { extends: true, test: { name: 'browser', include: journeys, maxWorkers: 1, testTimeout: 120_000, ...withPostgres } },
    ],
  },
})
