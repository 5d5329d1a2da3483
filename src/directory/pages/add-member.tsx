import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { CheckField, ChoiceField, Dialog, Form, LanguageField, SelectField, Submit, TextField, useMay, useMe } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addMember, listMembers, listTeams } from '../api.ts'
import messages from '../messages/index.ts'
import { CopySecret, wholeLink } from './copy-secret.tsx'
import { useRoles } from './words.ts'

type Props = { open: boolean; onClose: () => void }

/** Adds a colleague beside the list; afterwards their link is here once, for copying. */
export function AddMember({ open, onClose }: Props) {
  const t = useText(messages)
  const [link, setLink] = useState<string | null>(null)
  const close = () => {
    setLink(null)
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={t('member.add')} side>
      {link ? <Invited link={link} onClose={close} /> : <AddForm onDone={made => (made ? setLink(made) : close())} />}
    </Dialog>
  )
}

function AddForm({ onDone }: { onDone: (link: string | null) => void }) {
  const t = useText(messages)
  const { workspace } = useMe()
  const send = useSend(addMember, { refresh: [listMembers, listTeams], onDone: ({ link }) => onDone(link) })
  const start = { name: '', email: '', role: 'rep', managerId: '', language: workspace?.language ?? 'en', invite: true }
  return (
    <Form schema={addMember.input} start={start} send={send} keep="member" label={t('member.add')}>
      <TextField name="name" label={t('member.name')} hint={t('you.name.hint')} required autoFocus autoComplete="off" />
      <TextField name="email" label={t('you.email')} type="email" required autoComplete="off" />
      <SelectField name="role" label={t('member.role')} options={useRoles(useMay())} />
      <ManagerField />
      <LanguageField name="language" label={t('you.language')} />
      <CheckField name="invite" label={t('member.invite')} />
      <Submit>{t('member.add')}</Submit>
    </Form>
  )
}

/** Whom they report to, found by typing. */
export function ManagerField({ chosen }: { chosen?: string | null }) {
  const t = useText(messages)
  return (
    <ChoiceField
      name="managerId"
      label={t('member.manager')}
      from={listMembers}
      option={({ id, name }) => ({ value: id, label: name })}
      clearable
      {...(chosen && { chosen })}
    />
  )
}

export function Invited({ link, onClose }: { link: string; onClose: () => void }) {
  const t = useText(messages)
  const { sendsMail } = useMe()
  return (
    <div className="form">
      <p>{t(sendsMail ? 'invited.why' : 'invited.no-mail')}</p>
      <CopySecret text={wholeLink(link)} />
      <Button onClick={onClose}>{t('button.done')}</Button>
    </div>
  )
}
