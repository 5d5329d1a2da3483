import { useAsk, useList } from '#ui/api.ts'
import { Card, Table } from '#ui/index.ts'
import { fieldText, useAnyText, useFormats, useText } from '#ui/text.tsx'
import { type ImportDetail, listImporters, listRefused } from '../api.ts'
import messages from '../messages/index.ts'
import { labelOf } from './match.tsx'

/** Each row that was not taken, with its value and why. */
export function RefusedRows({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const any = useAnyText()
  const { number } = useFormats()
  const list = useList(listRefused, { id: one.id })
  const fields = useAsk(listImporters, {}).find(({ id }) => id === one.importer)?.fields ?? []
  const nameOf = (key: string) => {
    const label = fields.find(field => field.key === key)?.label
    return label ? labelOf(any, label) : t('whole-row')
  }
  return (
    <Card flush className="refused-card">
      <div className="pad">
        <h2>
          {t('refused-rows')} <span className="dim num">{number(one.refused)}</span>
        </h2>
        <p className="sm soft">{t('refused-hint')}</p>
      </div>
      <Table
        list={list}
        label={t('refused-rows')}
        keyOf={row => `${row.row} ${row.field} ${row.reason}`}
        columns={[
          { key: 'row', head: t('row'), num: true, cell: row => number(row.row) },
          { key: 'field', head: t('field'), cell: row => nameOf(row.field) },
          { key: 'value', head: t('value'), wide: true, cell: row => <Value value={row.value} /> },
          { key: 'why', head: t('why'), wide: true, cell: row => fieldText({ code: row.reason }) },
        ]}
      />
    </Card>
  )
}

function Value({ value }: { value: string }) {
  const t = useText(messages)
  if (value === '') return <span className="dim">{t('empty-cell')}</span>
  return (
    <span className="cell-bad" dir="auto">
      {value}
    </span>
  )
}
