import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { slices } from '../slices.ts'
import { prepareDatabase } from './server.ts'
import { testServer } from './testing-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    database: { admin: pg.ClientConfig; template: string }
  }
}

/** One PostgreSQL for all tests, one migrated template database: each test file gets a copy of it in some 50 ms. */
export default async function setup(project: TestProject) {
  const { admin, stop } = await testServer()
  const template = `sabai_template_${fingerprint()}`
  const client = new pg.Client(admin)
  await client.connect()
  // Two runs at once make one template.
  await client.query('select pg_advisory_lock(7221115)')
  await sweep(client, template)
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
  if (!rowCount) {
    await client.query(`create database ${template}_making`)
    await prepareDatabase({ ...admin, database: `${template}_making` } as pg.PoolConfig, slices)
    await client.query(`alter database ${template}_making rename to ${template}`)
  }
  await client.query('select pg_advisory_unlock(7221115)')
  await client.end()
  project.provide('database', { admin, template })
  return stop
}

const fingerprint = () => {
  const files = globSync('src/*/migrations/*.sql').sort()
  return createHash('sha256')
    .update(files.map(file => file + readFileSync(file, 'utf8')).join(''))
    .digest('hex')
    .slice(0, 12)
}

/** Databases that a killed run left behind, and templates of older schemas, when nobody uses them. */
async function sweep(client: pg.Client, template: string) {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database d where not exists (select from pg_stat_activity a where a.datname = d.datname) and datname <> $1
      and (datname like 'sabai\\_template\\_%' or (datname ~ '^sabai_test_[0-9]+_' and split_part(datname, '_', 3)::int < extract(epoch from now()) / 60 - 60))`,
    [template],
  )
  for (const { name } of rows) await client.query(`drop database if exists ${name}`).catch(() => {})
}
