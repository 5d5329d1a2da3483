import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { guessScale } from '#core/scores/guess-scale.ts'
import { scales } from '#core/scores/scale.ts'
import { useAsk } from '#ui/api.ts'
import { Card, DayInput, NumberInput, Select, Signal } from '#ui/index.ts'
import { useAnyText, useFormats, useText } from '#ui/text.tsx'
import { type ImportDetail, listHomes } from '../api.ts'
import messages from '../messages/index.ts'
import type { Described } from './match.tsx'
import { useChange } from './use-change.ts'

type Settings = ImportDetail['settings']
type Set = (settings: Partial<Settings>) => void
type Part = { settings: Settings; set: Set; waiting: boolean }

/** What a file cannot say about itself. */
export function Asked({ one, importer }: { one: ImportDetail; importer: Described }) {
  const t = useText(messages)
  const { change, waiting } = useChange(one)
  const part: Part = { settings: one.settings, set: settings => change({ settings: settings as never }), waiting }
  const asks = new Set(importer.asks)
  const dated = importer.fields.some(({ key, kind }) => kind === 'instant' && one.mapping[key]?.length)
  const scored = importer.fields.find(({ key, kind }) => kind === 'score' && one.mapping[key]?.length)
  return (
    <Card label={t('questions')} className="questions">
      <h2>{t('questions')}</h2>
      {asks.has('scale') && scored && <ScaleOf {...part} one={one} column={one.mapping[scored.key]![0]!} />}
      {asks.has('survey') && <Home {...part} id={one.id} />}
      {asks.has('cases') && <Cases {...part} />}
      {asks.has('missingDate') && <MissingDate {...part} />}
      {asks.has('zone') && dated && <Dates {...part} />}
      {asks.has('source') && (
        <TextInput
          label={t('source')}
          description={t('source-hint')}
          defaultValue={part.settings.source}
          disabled={waiting}
          onBlur={event => changed(event.currentTarget.value, part.settings.source, source => part.set({ source }))}
        />
      )}
      {asks.has('pages') && (
        <TextInput
          label={t('pages')}
          description={t('pages-hint')}
          defaultValue={(part.settings.pages ?? []).join(', ')}
          disabled={waiting}
          onBlur={event =>
            changed(event.currentTarget.value, (part.settings.pages ?? []).join(', '), text => part.set({ pages: listed(text) }))
          }
        />
      )}
      {asks.has('emptyMarkers') && (
        <TextInput
          label={t('empty-markers')}
          description={t('empty-markers-hint')}
          defaultValue={part.settings.emptyMarkers.join(', ')}
          disabled={waiting}
          onBlur={event =>
            changed(event.currentTarget.value, part.settings.emptyMarkers.join(', '), text => part.set({ emptyMarkers: listed(text) }))
          }
        />
      )}
    </Card>
  )
}

const listed = (text: string) =>
  text
    .split(',')
    .map(one => one.trim())
    .filter(Boolean)

const changed = (now: string, before: string, tell: (now: string) => void) => now.trim() !== before && tell(now.trim())

function ScaleOf({ settings, set, waiting, one, column }: Part & { one: ImportDetail; column: string }) {
  const t = useText(messages)
  const any = useAnyText()
  const { number } = useFormats()
  const numbers = one.found.columns[one.found.headers.indexOf(column)]?.numbers ?? []
  const { mixed } = guessScale(new Map(numbers))
  const options = scales.map(({ id, min, max }) => ({ value: id, label: `${any('imports', `scale.${id}`)} (${min}–${max})` }))
  return (
    <div className="stack">
      <Select
        label={t('scale')}
        description={t('scale-hint')}
        data={[...options, { value: '', label: t('scale.none') }]}
        value={settings.scale ?? ''}
        disabled={waiting}
        allowDeselect={false}
        onChange={next => set({ scale: next || null })}
      />
      {mixed && (
        <p className="sm">
          <Signal kind="soon">{t('mixed', { upTo: mixed.upTo, below: number(mixed.below), above: number(mixed.above) })}</Signal>
        </p>
      )}
    </div>
  )
}

/** A survey of its own is made for what comes in, unless it belongs to one that is here. */
function Home({ settings: { survey }, set, waiting, id }: Part & { id: string }) {
  const t = useText(messages)
  const { items } = useAsk(listHomes, { id })
  const options = items.map(one => ({ value: one.id, label: one.label }))
  return (
    <Select
      label={t('survey')}
      description={t('survey-hint')}
      data={[{ value: '', label: t('survey.new') }, ...options]}
      value={survey ?? ''}
      disabled={waiting}
      searchable
      allowDeselect={false}
      onChange={next => set({ survey: next || null })}
    />
  )
}

type RadioProps = { name: string; checked: boolean; onPick: () => void; disabled: boolean; label: string }

const Pick = ({ name, checked, onPick, disabled, label }: RadioProps) => (
  <label className="radio">
    <input type="radio" name={name} checked={checked} onChange={onPick} disabled={disabled} />
    {label}
  </label>
)

function Cases({ settings: { cases }, set, waiting }: Part) {
  const t = useText(messages)
  const name = useId()
  const days = typeof cases === 'number' ? cases : 7
  return (
    <fieldset className="radios">
      <legend>{t('cases')}</legend>
      <p className="sm dim">{t('cases-hint')}</p>
      <Pick
        name={name}
        checked={typeof cases === 'number'}
        onPick={() => set({ cases: days })}
        disabled={waiting}
        label={t('cases.days', { n: days })}
      />
      {typeof cases === 'number' && (
        <NumberInput
          aria-label={t('cases.how-many-days')}
          min={1}
          max={3650}
          allowDecimal={false}
          hideControls
          defaultValue={days}
          className="short"
          onBlur={event =>
            Number(event.currentTarget.value) > 0 &&
            Number(event.currentTarget.value) !== days &&
            set({ cases: Number(event.currentTarget.value) })
          }
        />
      )}
      <Pick name={name} checked={cases === 'all'} onPick={() => set({ cases: 'all' })} disabled={waiting} label={t('cases.all')} />
      <Pick name={name} checked={cases === 'none'} onPick={() => set({ cases: 'none' })} disabled={waiting} label={t('cases.none')} />
    </fieldset>
  )
}

function MissingDate({ settings: { missingDate }, set, waiting }: Part) {
  const t = useText(messages)
  const name = useId()
  const isDay = missingDate !== 'now' && missingDate !== 'refuse'
  return (
    <fieldset className="radios">
      <legend>{t('missing-date')}</legend>
      <Pick
        name={name}
        checked={missingDate === 'now'}
        onPick={() => set({ missingDate: 'now' })}
        disabled={waiting}
        label={t('missing-date.now')}
      />
      <Pick
        name={name}
        checked={missingDate === 'refuse'}
        onPick={() => set({ missingDate: 'refuse' })}
        disabled={waiting}
        label={t('missing-date.refuse')}
      />
      <DayInput
        label={t('missing-date.day')}
        value={isDay ? missingDate : ''}
        onChange={day => /^\d{4}-\d\d-\d\d$/.test(day) && set({ missingDate: day as Settings['missingDate'] })}
      />
    </fieldset>
  )
}

function Dates({ settings: { zone, dateOrder }, set, waiting }: Part) {
  const t = useText(messages)
  const orders = [
    { value: 'dmy', label: t('order.dmy') },
    { value: 'mdy', label: t('order.mdy') },
    { value: 'ymd', label: t('order.ymd') },
    { value: '', label: t('order.none') },
  ]
  const zones = [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
      <Select
        label={t('date-order')}
        data={orders}
        value={dateOrder ?? ''}
        disabled={waiting}
        allowDeselect={false}
        onChange={next => set({ dateOrder: (next || null) as Settings['dateOrder'] })}
      />
      <Select
        label={t('zone')}
        description={t('zone-hint')}
        data={zones}
        value={zone}
        disabled={waiting}
        searchable
        allowDeselect={false}
        limit={60}
        onChange={next => next && set({ zone: next })}
      />
    </>
  )
}
