import { useMemo } from 'react'
import { type Out, useAsk } from '#ui/api.ts'
import { Card, Empty, Grid, NumberInput, Page, PageTabs, Select, Signal } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { readStaffing } from '../staffing-api.ts'
import { useChannelName } from './channels.ts'
import { Chart } from './charts/chart.tsx'
import { staffingOption } from './charts/staffing.ts'
import { useFigures } from './figures.ts'
import { StaffingSearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import { When } from './tools.tsx'
import './scoreboard.css'

type Found = Out<typeof readStaffing>
type Slot = Found['slots'][number]
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** Do we have enough reps? Half hour by half hour, at three volumes, against who was really there. */
export default function Staffing() {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard/staffing', StaffingSearch)
  const { period, from, to, weekday, kind, level, seconds, shrinkage } = search
  const found = useAsk(readStaffing, {
    period: period ?? 'last-90',
    ...(from && { from }),
    ...(to && { to }),
    ...(weekday && { weekday }),
    ...(kind && { kind }),
    ...(level && { serviceLevel: level / 100 }),
    ...(seconds && { targetSeconds: seconds }),
    ...(shrinkage !== undefined && { shrinkage: shrinkage / 100 }),
  })
  return (
    <Page title={t('staffing')} sentence={<Sentence board={found} />}>
      <PageTabs of="/scoreboard" />
      <Questions />
      {found.slots.length === 0 ? (
        <Card>
          <Empty title={t('staffing.none')}>{t('staffing.none-why')}</Empty>
        </Card>
      ) : (
        <Answer found={found} />
      )}
    </Page>
  )
}

function Questions() {
  const t = useText(messages)
  const channelName = useChannelName()
  const { search, setSearch } = usePlace('/scoreboard/staffing', StaffingSearch)
  const number = (key: 'level' | 'seconds' | 'shrinkage', usual: number, max: number) => (
    <NumberInput
      label={t(`staffing.${key}`)}
      value={search[key] ?? usual}
      min={key === 'level' ? 50 : key === 'seconds' ? 1 : 0}
      max={max}
      clampBehavior="strict"
      onChange={value => value !== '' && setSearch({ [key]: Number(value) })}
    />
  )
  return (
    <div className="row wrap board-tools staffing-tools no-print">
      <When usual="last-90" />
      <Select
        label={t('staffing.weekday')}
        data={weekdays.map(day => ({ value: String(day), label: t(`weekday.${day}`) }))}
        value={String(search.weekday ?? 1)}
        onChange={value => setSearch({ weekday: Number(value) })}
        allowDeselect={false}
      />
      <Select
        label={t('channel')}
        data={(['call', 'chat'] as const).map(kind => ({ value: kind, label: channelName(kind) }))}
        value={search.kind ?? 'call'}
        onChange={value => setSearch({ kind: value as 'call' })}
        allowDeselect={false}
      />
      {number('level', 80, 99)}
      {number('seconds', 20, 3600)}
      {number('shrinkage', 30, 80)}
    </div>
  )
}

function Answer({ found }: { found: Found }) {
  const t = useText(messages)
  const { slots } = found
  const draw = useMemo(() => staffingOption(slots), [slots])
  return (
    <Chart title={t('staffing.question')} answer={<Words found={found} />} draw={draw} height={320} table={<Slots slots={slots} />}>
      <p className="xs dim">{t('staffing.legend')}</p>
    </Chart>
  )
}

const isShort = (volume: 'middle' | 'high') => (slot: Slot) => slot.there !== null && slot.there < slot.needed[volume]

/** Enough or not, where it is worst, and what the answer is made of. */
function Words({ found }: { found: Found }) {
  const t = useText(messages)
  const write = useFigures()
  const { slots, logged, handleSeconds, patienceSeconds, days, arrivals } = found
  const [middle, high] = [slots.filter(isShort('middle')), slots.filter(isShort('high'))]
  const worst = [...high].sort((a, b) => b.needed.high - b.there! - (a.needed.high - a.there!))[0]
  const most = Math.max(...slots.map(({ scheduled }) => scheduled))
  return (
    <div className="stack">
      <div>
        {!logged ? (
          <Signal kind="few">{t('staffing.no-log')}</Signal>
        ) : high.length === 0 ? (
          <Signal kind="good">{t('staffing.enough')}</Signal>
        ) : (
          <Signal kind="bad">{t('staffing.short', { middle: middle.length, high: high.length, all: slots.length })}</Signal>
        )}
      </div>
      {worst && <p>{t('staffing.worst', { time: worst.time, needed: worst.needed.high, there: write.number(worst.there ?? 0, 1) })}</p>}
      <p className="dim">
        {t('staffing.made-of', { days, arrivals: write.number(arrivals), handle: write.value('seconds', handleSeconds ?? 0) })}{' '}
        {patienceSeconds === null ? t('staffing.patient') : t('staffing.patience', { patience: write.value('seconds', patienceSeconds) })}{' '}
        {t('staffing.scheduled', { most })}
      </p>
      <Forecast found={found} />
    </div>
  )
}

/** For which day, by which way, and how far each would have been off. */
function Forecast({ found: { forecast } }: { found: Found }) {
  const t = useText(messages)
  const write = useFigures()
  const { date } = useFormats()
  if (!forecast) return null
  const { on, method, off } = forecast
  const offs = off.map(one => t('forecast.off', { method: t(`forecast.${one.method}`), off: write.round('share', one.wape) }))
  return (
    <p className="dim">
      {t('staffing.forecast', { day: date(on), method: t(`forecast.${method}`) })}{' '}
      {offs.length > 0 ? t('staffing.forecast-off', { all: offs.join(', ') }) : t('staffing.forecast-new')}
    </p>
  )
}

function Slots({ slots }: { slots: readonly Slot[] }) {
  const t = useText(messages)
  const write = useFigures()
  const three = ({ low, middle, high }: Slot['needed'], of: (one: number) => string) => [low, middle, high].map(of).join(' · ')
  return (
    <Grid
      label={t('staffing.question')}
      rows={slots}
      keyOf={slot => slot.time}
      columns={[
        { key: 'time', head: t('table.when'), cell: slot => slot.time },
        { key: 'volume', head: t('staffing.volume'), num: true, cell: slot => three(slot.volume, one => write.number(one, 1)) },
        { key: 'needed', head: t('staffing.needed'), num: true, cell: slot => three(slot.needed, one => write.number(one)) },
        { key: 'patient', head: t('staffing.erlang-c'), num: true, cell: slot => write.number(slot.patient) },
        { key: 'scheduled', head: t('staffing.on-list'), num: true, cell: slot => write.number(slot.scheduled) },
        { key: 'there', head: t('staffing.there'), num: true, cell: slot => (slot.there === null ? '–' : write.number(slot.there, 1)) },
        {
          key: 'served',
          head: t('staffing.served'),
          num: true,
          cell: slot => (slot.served ? three(slot.served, one => write.round('share', one)) : '–'),
        },
      ]}
    />
  )
}
