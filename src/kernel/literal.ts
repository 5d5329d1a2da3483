import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'

export type Sql = RawBuilder<unknown>

/** A text written into a statement, whatever is in it: for statements that travel without parameters. */
export const literal = (text: string): Sql => sql.raw(` E'${text.replace(/['\\]/g, '$&$&')}'`)

/** It is never asked: only how a statement is spelled. */
const spelling = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: async () => Promise.reject(new Error('spells only')) }) })

/** @throws Error when a value is not written out */
export function spelled(statement: Sql): string {
  const { sql: text, parameters } = statement.compile(spelling)
  if (parameters.length > 0) throw new Error('a value is missing: this statement travels without parameters')
  return text
}
