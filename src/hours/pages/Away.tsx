import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { dayStart } from '#core/time/day-start.ts'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import {
  Card,
  DayField,
  Dialog,
  Empty,
  Form,
  List,
  notice,
  Page,
  PageTabs,
  Section,
  Select,
  SelectField,
  Signal,
  Submit,
  TextField,
  undoable,
  useMay,
} from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { cancelAbsence, listAbsences, listCalendars, listShifts, planAbsence, restoreAbsence, setShift } from '../api.ts'
import messages from '../messages/index.ts'
import './hours.css'

/** Who will be away, so that nobody's customers wait for them; and by which hours everybody works. */
export default function Away() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const list = useList(listAbsences, {})
  return (
    <Page
      title={t('away')}
      sentence={t('away.why')}
      action={
        <Button onClick={() => setOpen(true)} leftSection={<IconPlus size={17} aria-hidden />}>
          {t('away.plan')}
        </Button>
      }
    >
      <PageTabs of="/people" />
      <Card flush>
        <List
          list={list}
          label={t('away')}
          keyOf={one => one.id}
          empty={<Empty title={t('away.none')}>{t('away.none-why')}</Empty>}
          row={one => <Row {...one} />}
        />
      </Card>
      <Shifts />
      <Dialog open={open} onClose={() => setOpen(false)} title={t('away.plan')} side>
        {open && <Plan onDone={() => setOpen(false)} />}
      </Dialog>
    </Page>
  )
}

function Row({ id, member, fromAt, untilAt, reason, now, may }: Item<typeof listAbsences>) {
  const t = useText(messages)
  const { date } = useFormats()
  const back = useSend(restoreAbsence, { refresh: [listAbsences] })
  const send = useSend(cancelAbsence, {
    refresh: [listAbsences],
    onDone: () => undoable({ text: t('away.cancelled', { name: member.name }), undo: () => back.mutate({ id }) }),
  })
  const last = new Date(untilAt.getTime() - 1)
  return (
    <span className="row wrap">
      <span className="grow stack">
        <b>{member.name}</b>
        <span className="sm dim">
          {t('away.days', { from: date(fromAt), to: date(last) })}
          {reason && ` · ${reason}`}
        </span>
      </span>
      {now && <Signal kind="soon">{t('away.now')}</Signal>}
      {may && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={send.isPending}
          onClick={() => send.mutate({ id })}
          aria-label={t('away.cancel-of', { name: member.name })}
        >
          {t('away.cancel')}
        </Button>
      )}
    </span>
  )
}

const Asked = z.object({ memberId: z.uuid(), first: z.iso.date(), last: z.iso.date(), reason: z.string().max(200) })

/** Whole days, in the workspace's zone. */
function Plan({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const { zone } = useFormats()
  const people = useAsk(listShifts, {}).items.filter(one => one.may)
  const send = useSend(planAbsence, { refresh: [listAbsences], onDone: () => notice({ tone: 'good', text: t('away.planned') }) })
  const given = {
    ...send,
    mutateAsync: ({ memberId, first, last, reason }: z.output<typeof Asked>) =>
      send.mutateAsync({ memberId, reason, fromAt: dayStart(first, zone), untilAt: dayStart(dayAfter(last), zone) }),
  }
  return (
    <Form
      schema={Asked}
      start={{ memberId: people[0]?.id ?? '', first: '', last: '', reason: '' }}
      send={given}
      onDone={onDone}
      label={t('away.plan')}
      input={values => values}
    >
      <SelectField name="memberId" label={t('away.who')} options={people.map(one => ({ value: one.id, label: one.name }))} required />
      <DayField name="first" label={t('away.first')} />
      <DayField name="last" label={t('away.last')} />
      <TextField name="reason" label={t('away.reason')} hint={t('away.reason.hint')} />
      <Submit>{t('away.plan')}</Submit>
    </Form>
  )
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

function Shifts() {
  const t = useText(messages)
  const may = useMay()('hours.change')
  const calendars = useAsk(listCalendars, {}).items
  const people = useAsk(listShifts, {}).items
  const send = useSend(setShift, { refresh: [listShifts, listCalendars] })
  if (calendars.length === 0) return null
  const options = [{ value: '', label: t('calendar.house') }, ...calendars.map(one => ({ value: one.id, label: one.name }))]
  return (
    <Section title={t('shifts')}>
      <Card>
        <ul className="policies">
          {people.map(({ id, name, calendarId, working }) => (
            <li key={id} className="policy">
              <span>
                {name} {working && <span className="sm dim">{t('shifts.working')}</span>}
              </span>
              <Select
                aria-label={t('shifts.of', { name })}
                data={options}
                value={calendarId ?? ''}
                allowDeselect={false}
                disabled={!may}
                onChange={next => send.mutate({ id, calendarId: next || null })}
              />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
