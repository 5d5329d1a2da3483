import { IconAlertTriangle, IconArrowRight, IconCheck, IconCircleOff } from '@tabler/icons-react'
import { Suspense } from 'react'
import { type Out, useAsk } from '#ui/api.ts'
import { Card, Loading, Select } from '#ui/index.ts'
import { useAnyText, useText } from '#ui/text.tsx'
import { type ImportDetail, type listImporters, previewImport } from '../api.ts'
import messages from '../messages/index.ts'
import { Asked } from './asked.tsx'
import { HowRead } from './how-read.tsx'
import { Preview } from './preview.tsx'
import { useChange } from './use-change.ts'

export type Described = Out<typeof listImporters>[number]

/** Left what the file holds and what it becomes; right how the rows will look. */
export function Match({ one, importer }: { one: ImportDetail; importer: Described }) {
  return (
    <div className="match">
      <div className="match-parts">
        <Columns one={one} importer={importer} />
        <HowRead one={one} />
      </div>
      <div className="match-parts">
        <Suspense
          fallback={
            <Card>
              <Loading rows={4} />
            </Card>
          }
        >
          <Preview one={one} importer={importer} />
        </Suspense>
        <Asked one={one} importer={importer} />
      </div>
    </div>
  )
}

function Columns({ one, importer }: { one: ImportDetail; importer: Described }) {
  const t = useText(messages)
  return (
    <Card flush label={t('in-file')}>
      <div className="map-head">
        <h2>{t('in-file')}</h2>
        <span className="sm dim">{t('becomes')}</span>
      </div>
      {one.found.headers.map((header, at) => (
        <Column key={header} header={header} examples={one.found.columns[at]?.examples ?? []} one={one} importer={importer} />
      ))}
    </Card>
  )
}

function Column({ header, examples, one, importer }: { header: string; examples: string[]; one: ImportDetail; importer: Described }) {
  const t = useText(messages)
  const any = useAnyText()
  const { change, waiting } = useChange(one)
  const field = Object.keys(one.mapping).find(key => one.mapping[key]!.includes(header)) ?? ''
  const options = importer.fields.map(({ key, label }) => ({ value: key, label: labelOf(any, label) }))
  return (
    <div className="map">
      <div className="grow">
        <div className="b clip" dir="auto">
          {header}
        </div>
        <div className="sm dim clip" dir="auto">
          {examples.join(' · ') || t('no-values')}
        </div>
      </div>
      <IconArrowRight size={17} stroke={1.7} aria-hidden className="dim" />
      <Select
        aria-label={t('becomes-of', { column: header })}
        data={[{ value: '', label: t('leave-out') }, ...options]}
        value={field}
        disabled={waiting}
        allowDeselect={false}
        onChange={next => change({ mapping: moved(one.mapping, header, next ?? '', importer) })}
      />
      <Suspense fallback={<span className="map-sign" />}>
        <Sign field={field} one={one} />
      </Suspense>
    </div>
  )
}

export const labelOf = (any: ReturnType<typeof useAnyText>, label: string) =>
  any(label.slice(0, label.indexOf('.')), label.slice(label.indexOf('.') + 1))

/** A column becomes one field; a field is made of one column, or of several where it may be. */
function moved(mapping: Record<string, string[]>, header: string, field: string, { fields }: Described) {
  const without = Object.fromEntries(Object.entries(mapping).map(([key, columns]) => [key, columns.filter(column => column !== header)]))
  const kept = Object.fromEntries(Object.entries(without).filter(([, columns]) => columns.length > 0))
  if (field === '') return kept
  const many = fields.find(({ key }) => key === field)?.many
  return { ...kept, [field]: many ? [...(kept[field] ?? []), header] : [header] }
}

function Sign({ field, one }: { field: string; one: ImportDetail }) {
  const t = useText(messages)
  const { rows } = useAsk(previewImport, { id: one.id })
  const wrong = rows.some(({ refused }) => refused.some(refusal => refusal.field === field))
  if (field === '') return <IconCircleOff className="map-sign dim" size={19} stroke={1.7} role="img" aria-label={t('left-out')} />
  if (wrong) return <IconAlertTriangle className="map-sign soon" size={19} stroke={1.7} role="img" aria-label={t('look-again')} />
  return <IconCheck className="map-sign good" size={19} stroke={2.2} role="img" aria-label={t('matched')} />
}
