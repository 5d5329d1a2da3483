import type { CellRefusal, Importer, ImportSettings, Values } from '#kernel/importer.ts'
import type { Mapping } from '../guess.ts'
import { shortened } from '../reading/headers.ts'
import type { Row } from '../reading/open.ts'
import { rowKeys } from '../row-key.ts'
import { cellReader } from './read-cell.ts'

export type Understood = { key: Uint8Array; row: unknown } | { refused: CellRefusal[] }

const SHOWN = 200

/**
 * Reads one row after the other as what it will become. Call it with every row of the file, in order: identical rows are told apart by how
 * many came before.
 */
export function rowReader(importer: Importer, headers: readonly string[], mapping: Mapping, settings: ImportSettings, expectedRows = 1000) {
  const readValues = valuesReader(importer, headers, mapping, settings)
  const keyOf = rowKeys(expectedRows)
  const unique = importer.fields.find(field => field.unique)?.key
  return (row: Row): Understood => {
    const { values, refused, rest } = readValues(row)
    const id = unique === undefined ? undefined : values[unique]
    // The key is made for refused rows too, so that mending one does not renumber those that were taken.
    const key = typeof id === 'string' ? keyOf.ofId(id) : keyOf(row.cells)
    if (refused.length > 0) return { refused }
    const became = importer.become(values, settings, rest)
    return 'row' in became ? { key, row: became.row } : became
  }
}

/** Reads the mapped cells of a row by kind. Markers for "nothing here" count as empty. */
export function valuesReader(importer: Importer, headers: readonly string[], mapping: Mapping, settings: ImportSettings) {
  const columns = mappedColumns(importer, headers, mapping, settings)
  const markers = new Set(settings.emptyMarkers.map(marker => marker.trim().toLowerCase()))
  const longest = Math.max(0, ...[...markers].map(({ length }) => length))
  const isEmpty = (cell: string) => cell.length <= longest && (cell === '' || markers.has(cell.toLowerCase()))
  const others = importer.keepsRest ? unmapped(headers, mapping) : []
  return ({ cells, broken }: Row): { values: Values; refused: CellRefusal[]; rest: Record<string, string> } => {
    const values: Record<string, string | number | Date> = {}
    const rest: Record<string, string> = {}
    if (broken) return { values, rest, refused: [{ field: '', value: shortened(cells.join(' '), SHOWN), reason: broken }] }
    const refused: CellRefusal[] = []
    for (const { key, required, at, read } of columns) {
      let cell = ''
      for (const place of at) {
        const part = cells[place]!.trim()
        if (!isEmpty(part)) cell = cell === '' ? part : `${cell}\n${part}`
      }
      if (cell !== '') {
        const result = read(cell)
        if ('value' in result) values[key] = result.value
        else refused.push({ field: key, value: shortened(cell, SHOWN), reason: result.reason })
      } else if (required) refused.push({ field: key, value: '', reason: 'required' })
    }
    for (const { header, at } of others) if (cells[at]?.trim()) rest[header] = cells[at]!.trim()
    return { values, refused, rest }
  }
}

/** The columns that become no field. */
function unmapped(headers: readonly string[], mapping: Mapping) {
  const taken = new Set(Object.values(mapping).flat())
  return headers.flatMap((header, at) => (taken.has(header) ? [] : [{ header, at }]))
}

function mappedColumns({ fields }: Importer, headers: readonly string[], mapping: Mapping, settings: ImportSettings) {
  const place = new Map(headers.map((header, at) => [header, at]))
  return fields.flatMap(field => {
    const at = (Object.hasOwn(mapping, field.key) ? mapping[field.key]! : []).flatMap(header => place.get(header) ?? [])
    if (at.length === 0 && !field.required) return []
    return [{ key: field.key, required: field.required ?? false, at, read: cellReader(field, settings) }]
  })
}
