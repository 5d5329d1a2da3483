import { Button } from '@mantine/core'
import { type In, type Out, useSend } from '#ui/api.ts'
import { Card, confirm, Section, Select } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { closeWave, openWave, readPulse, schedulePulse } from '../api.ts'
import messages from '../messages/index.ts'

const rhythms = ['30', '91', '182'] as const
const DAYS = 7

/** Opening and closing by hand, and by itself. */
export function Run({ pulse: { open, schedule } }: { pulse: Out<typeof readPulse> }) {
  const t = useText(messages)
  const { date } = useFormats()
  const begin = useSend(openWave, { refresh: [readPulse] })
  const end = useSend(closeWave, { refresh: [readPulse] })
  const plan = useSend(schedulePulse, { refresh: [readPulse] })
  const close = async (id: string) => {
    if (await confirm({ title: t('close.title'), text: t('close.text'), button: t('close') })) end.mutate({ id })
  }
  const everyDays = schedule.everyDays
  const change = (value: string | null): In<typeof schedulePulse> => ({ everyDays: value ? Number(value) : null, openDays: DAYS })
  return (
    <Section title={t('run')}>
      <Card>
        <div className="row wrap between">
          <Select
            label={t('rhythm')}
            clearable
            placeholder={t('rhythm.hand')}
            data={rhythms.map(value => ({ value, label: t(`rhythm.${value}`) }))}
            value={everyDays === null ? null : String(everyDays)}
            onChange={value => plan.mutate(change(value))}
          />
          {open ? (
            <Button variant="default" loading={end.isPending} onClick={() => void close(open.id)}>
              {t('close')}
            </Button>
          ) : (
            <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate({ openDays: DAYS })}>
              {t('begin', { days: DAYS })}
            </Button>
          )}
        </div>
        {schedule.nextAt && <p className="sm dim">{t('next', { day: date(schedule.nextAt) })}</p>}
      </Card>
    </Section>
  )
}
