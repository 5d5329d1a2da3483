import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { openPool } from '../src/kernel/database.ts'
import { databaseTypes } from '../src/kernel/database-types.ts'
import { prepareDatabase } from '../src/kernel/server.ts'
import { testServer } from '../src/kernel/testing-server.ts'
import { slices } from '../src/slices.ts'

// Writes src/database.gen.ts from the schema as the migrations make it: `node scripts/types.ts` after changing a migration.
const { admin, stop } = await testServer()
const client = new pg.Client(admin)
await client.connect()
await client.query('drop database if exists sabai_types with (force)')
await client.query('create database sabai_types')
const database = { ...admin, database: 'sabai_types' } as pg.PoolConfig
await prepareDatabase(database, slices)
const pool = openPool(database)
writeFileSync('src/database.gen.ts', await databaseTypes(pool))
await pool.end()
await client.query('drop database sabai_types with (force)')
await client.end()
await stop()
