import { Button } from '@mantine/core'
import { useState } from 'react'
import { listMembers } from '#directory/api.ts'
import { useList, useSend } from '#ui/api.ts'
import { AreaField, Card, Choice, DayField, Dialog, Empty, Form, List, notice, Said, Section, Submit, useFormHere } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { inviteToShadow, listLearned, writeTalk } from '../people-api.ts'

/** Notes of conversations and invitations, the newest first. */
export default function Learned({ id }: { id: string }) {
  const t = useText(messages)
  const { date } = useFormats()
  const list = useList(listLearned, { id })
  const [open, setOpen] = useState<'talk' | 'shadowing' | null>(null)
  const close = () => setOpen(null)
  const actions = (
    <span className="row wrap no-print">
      <Button variant="default" onClick={() => setOpen('talk')}>
        {t('learned.talk')}
      </Button>
      <Button onClick={() => setOpen('shadowing')}>{t('learned.invite')}</Button>
    </span>
  )
  return (
    <Section title={t('learned')} aside={actions}>
      <Card flush>
        <List
          list={list}
          label={t('learned')}
          keyOf={one => one.id}
          empty={<Empty title={t('learned.none')}>{t('learned.none-why')}</Empty>}
          row={one => (
            <div className="fact">
              {one.guest && one.on && <span className="b">{t('learned.beside', { guest: one.guest.name, day: date(one.on) })}</span>}
              {one.words && <Said text={one.words} />}
              <span className="xs dim">{t('learned.by', { name: one.by ?? '–', day: date(one.at) })}</span>
            </div>
          )}
        />
      </Card>
      <Dialog open={open === 'talk'} onClose={close} title={t('learned.talk')}>
        <TalkForm id={id} onDone={close} />
      </Dialog>
      <Dialog open={open === 'shadowing'} onClose={close} title={t('learned.invite')}>
        <InviteForm id={id} onDone={close} />
      </Dialog>
    </Section>
  )
}

function TalkForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(writeTalk, { refresh: [listLearned] })
  return (
    <Form schema={writeTalk.input} start={{ words: '' }} input={{ id }} send={send} keep={`talk ${id}`} onDone={onDone}>
      <AreaField name="words" label={t('learned.words')} hint={t('learned.words-hint')} required />
      <Submit>{t('learned.keep')}</Submit>
    </Form>
  )
}

function InviteForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(inviteToShadow, { refresh: [listLearned], onDone: () => notice({ tone: 'good', text: t('learned.invited') }) })
  return (
    <Form schema={inviteToShadow.input} start={{ guestId: '', on: '', words: '' }} input={{ id }} send={send} onDone={onDone}>
      <Guest />
      <DayField name="on" label={t('note.on')} />
      <AreaField name="words" label={t('learned.what-to-see')} />
      <Submit>{t('learned.send')}</Submit>
    </Form>
  )
}

function Guest() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps('guestId')
  return (
    <Choice
      from={listMembers}
      label={t('learned.guest')}
      value={(value as string) || null}
      option={one => ({ value: one.id, label: one.name })}
      onChange={onChange}
      error={error as string}
    />
  )
}
