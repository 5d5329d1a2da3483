import type { Pool } from './database.ts'

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  name: 'string',
  date: 'string',
  tsvector: 'string',
  inet: 'string',
  interval: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'number',
  bool: 'boolean',
  timestamptz: 'Timestamp',
  bytea: 'Buffer',
  json: 'Json',
  jsonb: 'Json',
}

type Column = {
  table: string
  column: string
  type: string
  element: string | null
  nullable: boolean
  defaulted: boolean
  tenant: boolean
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (name: string) => camel(`_${name}`)

/** The TypeScript of the schema as it is after all migrations: `src/database.gen.ts`. */
export async function databaseTypes(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Column>(`
    select c.relname as table, a.attname as column, t.typname as type, e.typname as element, not a.attnotnull as nullable,
      a.atthasdef or a.attidentity <> '' as defaulted, c.relrowsecurity and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id') as tenant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'collation_version'
    order by c.relname, a.attnum`)
  const tables = Map.groupBy(rows, row => row.table)
  return `// Made by scripts/types.ts from the migrated schema. Do not edit: \`npm test\` fails when it is stale.
import type { ColumnType, Generated } from 'kysely'

export type Timestamp = ColumnType<Date, Date | string, Date | string>
export type Json = ColumnType<unknown, string, string>

${[...tables].map(([table, columns]) => `export interface ${pascal(table)} {\n${columns.map(line).join('\n')}\n}`).join('\n\n')}

export interface Database {
${[...tables.keys()].map(table => `  ${camel(table)}: ${pascal(table)}`).join('\n')}
}

/** Tables whose rows belong to a workspace, as SQL names. */
export const tenantTables: ReadonlySet<string> = new Set([${[...tables]
    .filter(([, columns]) => columns[0]!.tenant)
    .map(([table]) => `'${table}'`)
    .join(', ')}])
`
}

function line({ column, type, element, nullable, defaulted }: Column): string {
  const one = element ? `${types[element] ?? 'unknown'}[]` : (types[type] ?? 'unknown')
  const whole = nullable ? `${one} | null` : one
  return `  ${camel(column)}: ${defaulted ? generated(one, whole) : nullable && ['Timestamp', 'Json'].includes(one) ? nullableColumn(one) : whole}`
}

const nullableColumn = (one: string) =>
  one === 'Json'
    ? 'ColumnType<unknown, string | null, string | null>'
    : 'ColumnType<Date | null, Date | string | null, Date | string | null>'

const generated = (one: string, whole: string) => {
  if (one === 'Json') return 'ColumnType<unknown, string | undefined, string>'
  if (one === 'Timestamp') return 'ColumnType<Date, Date | string | undefined, Date | string>'
  return `Generated<${whole}>`
}
