import { useAsk } from '#ui/api.ts'
import { Card, Grid } from '#ui/index.ts'
import { fieldText, useAnyText, useFormats, useText } from '#ui/text.tsx'
import { type ImportDetail, previewImport } from '../api.ts'
import messages from '../messages/index.ts'
import { type Described, labelOf } from './match.tsx'

/** The first fifty rows as what they will become; a cell that will not be taken says why. */
export function Preview({ one, importer }: { one: ImportDetail; importer: Described }) {
  const t = useText(messages)
  const any = useAnyText()
  const { rows } = useAsk(previewImport, { id: one.id })
  const mapped = importer.fields.filter(({ key }) => one.mapping[key]?.length)
  const first = { key: 'row', head: t('row'), num: true, cell: (row: (typeof rows)[number]) => row.row }
  return (
    <Card flush>
      <div className="pad">
        <h2>{t('will-look')}</h2>
        <p className="sm dim">{mapped.length === 0 ? t('nothing-mapped') : t('first-rows', { n: rows.length })}</p>
      </div>
      {mapped.length > 0 && (
        <div className="preview">
          <Grid
            rows={rows}
            label={t('will-look')}
            keyOf={row => String(row.row)}
            columns={[
              first,
              ...mapped.map(field => ({
                key: field.key,
                head: labelOf(any, field.label),
                wide: field.kind === 'text',
                cell: (row: (typeof rows)[number]) => <Cell row={row} field={field} />,
              })),
            ]}
          />
        </div>
      )}
    </Card>
  )
}

type Row = { values: Record<string, string>; refused: { field: string; value: string; reason: string }[] }

function Cell({ row, field }: { row: Row; field: Described['fields'][number] }) {
  const { dateTime } = useFormats()
  const refusal = row.refused.find(one => one.field === field.key)
  if (refusal)
    return (
      <span className="stack">
        {refusal.value && (
          <span className="cell-bad" dir="auto">
            {refusal.value}
          </span>
        )}
        <span className="xs wrong">{fieldText({ code: refusal.reason })}</span>
      </span>
    )
  const value = row.values[field.key]
  if (value === undefined) return <span className="dim">–</span>
  if (field.kind === 'instant') return <span className="nowrap num">{dateTime(new Date(value))}</span>
  return (
    <span className="cell-text" dir="auto">
      {value}
    </span>
  )
}
