import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { readWorkspace } from '#directory/api.ts'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import { Card, Dialog, Empty, Page, PageTabs, Section, undoable, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listCalendars, removeCalendar, restoreCalendar } from '../api.ts'
import messages from '../messages/index.ts'
import { CalendarForm } from './calendar-form.tsx'
import './hours.css'

export type Calendar = Out<typeof listCalendars>['items'][number]

/** Working hours of teams that do not work as the company does, and their days off. */
export default function Calendars() {
  const t = useText(messages)
  const may = useMay()('hours.change')
  const { items } = useAsk(listCalendars, {})
  const [open, setOpen] = useState<Calendar | 'new' | null>(null)
  const add = may && (
    <Button onClick={() => setOpen('new')} leftSection={<IconPlus size={17} aria-hidden />}>
      {t('calendar.add')}
    </Button>
  )
  return (
    <Page title={t('calendars')} sentence={t('calendars.why')} action={add}>
      <PageTabs of="/settings" />
      <Card>
        <House />
      </Card>
      <Section title={t('calendars.others')}>
        <Card>
          {items.length === 0 ? (
            <Empty title={t('calendars.none')}>{t('calendars.none-why')}</Empty>
          ) : (
            <ul className="policies">
              {items.map(one => (
                <li key={one.id} className="policy">
                  <div>
                    <h3>{one.name}</h3>
                    <Periods periods={one.periods} />
                    <p className="sm dim">
                      {[one.zone, one.country && t('calendar.country-of', { name: one.country })].filter(Boolean).join(' · ')}
                    </p>
                    {one.ownDays.length > 0 && <p className="sm dim">{t('calendar.own-days', { n: one.ownDays.length })}</p>}
                    <p className="sm dim">{t('calendar.used', { n: one.used })}</p>
                  </div>
                  {may && (
                    <div className="acts no-print">
                      <Button variant="default" size="compact-sm" onClick={() => setOpen(one)}>
                        {t('change')}
                      </Button>
                      {one.used === 0 && <Remove calendar={one} />}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Card>
      </Section>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={t(open === 'new' ? 'calendar.add' : 'calendar.change')} side>
        {open && <CalendarForm calendar={open === 'new' ? null : open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

/** The company's own hours stand in its settings. */
function House() {
  const t = useText(messages)
  const { workingHours, zone } = useAsk(readWorkspace, {})
  return (
    <div className="policy">
      <div>
        <h3>{t('calendar.house')}</h3>
        <Periods periods={workingHours.periods} />
        <p className="sm dim">{zone}</p>
      </div>
      <To page="/settings">{t('calendar.house-change')}</To>
    </div>
  )
}

function Periods({ periods }: { periods: Calendar['periods'] }) {
  const t = useText(messages)
  return (
    <>
      {periods.map(({ days, from, to }) => (
        <p key={`${days} ${from}`} className="num">
          {days.map(day => t(`day.${day as 1}`)).join(' ')} {from}–{to}
        </p>
      ))}
    </>
  )
}

function Remove({ calendar: { id, name } }: { calendar: Calendar }) {
  const t = useText(messages)
  const back = useSend(restoreCalendar, { refresh: [listCalendars] })
  const send = useSend(removeCalendar, {
    refresh: [listCalendars],
    onDone: () => undoable({ text: t('calendar.removed', { name }), undo: () => back.mutate({ id }) }),
  })
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={send.isPending}
      onClick={() => send.mutate({ id })}
      aria-label={t('policy.remove', { name })}
    >
      {t('remove')}
    </Button>
  )
}
