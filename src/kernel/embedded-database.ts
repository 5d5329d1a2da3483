import pg from 'pg'

/** How the application connects: as `sabai`, which owns its database and nothing else. */
export type Connection = { host: string; user: 'sabai'; database: string }

/** Makes the roles and the database where they are missing, as the server's own superuser. Two at once do no harm. */
export async function ensureDatabase(socket: string, name = 'sabai'): Promise<Connection> {
  const admin = new pg.Client({ host: socket, user: 'sabai_admin', database: 'postgres' })
  await admin.connect()
  try {
    for (const [role, rights] of roles) await makeOnce(admin, 'pg_roles where rolname', role, `create role ${role} ${rights}`)
    for (const role of ['sabai_app', 'sabai_finder'])
      await admin.query(`grant ${role} to sabai with inherit false, set true`).catch(unlessThere)
    await makeOnce(admin, 'pg_database where datname', name, `create database ${pg.escapeIdentifier(name)} owner sabai`)
    return { host: socket, user: 'sabai', database: name }
  } finally {
    await admin.end()
  }
}

const roles = [
  ['sabai', 'login nosuperuser createdb'],
  ['sabai_app', 'nologin'],
  ['sabai_finder', 'nologin'],
] as const

async function makeOnce(admin: pg.Client, where: string, name: string, statement: string) {
  const { rowCount } = await admin.query(`select from ${where} = $1`, [name])
  if (!rowCount) await admin.query(statement).catch(unlessThere)
}

/** Somebody else made the same a moment ago: duplicate object, database, or key in the catalogue; or both changed one row of it. */
function unlessThere(error: { code?: string; message: string }) {
  const raced = ['42710', '42P04', '23505'].includes(error.code ?? '') || /tuple concurrently updated/.test(error.message)
  if (!raced) throw error
}
