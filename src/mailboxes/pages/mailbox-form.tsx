import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { listTeams } from '#directory/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import { CheckField, Form, NumberField, notice, PasswordField, RadioField, Several, Submit, TextField, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addMailbox, answerWays, changeMailbox, listMailboxes, type Mailbox } from '../api.ts'
import messages from '../messages/index.ts'
import { inputOf, type MailboxValues, valuesOf } from './mailbox-values.ts'
import { TryReading, TrySending } from './try-connection.tsx'
import './mailboxes.css'

/** A mailbox, new or kept: what it is called, how to sign in, how replies leave it, and what happens to what comes in. */
export function MailboxForm({ one, onDone }: { one: Mailbox | null; onDone: () => void }) {
  const t = useText(messages)
  const done = {
    refresh: [listMailboxes],
    onDone: () => {
      notice({ tone: 'good', text: t('saved') })
      onDone()
    },
  }
  const add = useSend(addMailbox, done)
  const change = useSend(changeMailbox, done)
  return (
    <Form
      schema={one ? changeMailbox.input : addMailbox.input}
      start={valuesOf(one)}
      send={one ? change : add}
      input={(values: MailboxValues) => ({ ...inputOf(values), ...(one && { id: one.id }) })}
      label={t(one ? 'change' : 'add')}
    >
      <TextField name="name" label={t('name')} hint={t('name.hint')} required autoFocus />
      <TextField name="address" type="email" label={t('address')} required />
      <TextField name="otherAddresses" label={t('other-addresses')} hint={t('other-addresses.hint')} />
      <Reading kept={one !== null} />
      <Sending one={one} />
      <Taking one={one} />
      <Submit>{t(one ? 'save' : 'add')}</Submit>
    </Form>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset className="form-part form">
    <legend>{title}</legend>
    {children}
  </fieldset>
)

function Reading({ kept }: { kept: boolean }) {
  const t = useText(messages)
  return (
    <Part title={t('reading')}>
      <TextField name="host" label={t('host')} required placeholder="imap.example.com" />
      <NumberField name="port" label={t('port')} min={1} max={65535} />
      <CheckField name="secure" label={t('secure')} />
      <TextField name="username" label={t('username')} autoComplete="off" required />
      <Password name="password" kept={kept} />
      <TryReading />
    </Part>
  )
}

function Password({ name, kept }: { name: string; kept: boolean }) {
  const t = useText(messages)
  const hint = t(kept ? 'password.stays' : 'password.hint')
  return <PasswordField name={name} label={t('password')} hint={hint} autoComplete="new-password" required={!kept} />
}

/** From which address replies leave, by which server, and whose. */
function Sending({ one }: { one: Mailbox | null }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const { ownServer, address } = form.getValues() as MailboxValues
  const same = one !== null && one.address === address && !one.leavesFromIt && !ownServer
  return (
    <Part title={t('sending')}>
      {same && <p className="sm soft">{t('sending.why-not', { domain: address.split('@')[1] ?? '' })}</p>}
      <CheckField name="ownServer" label={t('own-server')} />
      {ownServer && <OwnServer kept={one?.ownServer ?? false} />}
      <CheckField name="usual" label={t('usual')} />
      <Teams />
    </Part>
  )
}

function OwnServer({ kept }: { kept: boolean }) {
  const t = useText(messages)
  return (
    <>
      <TextField name="smtpHost" label={t('smtp-host')} required placeholder="smtp.example.com" />
      <NumberField name="smtpPort" label={t('port')} min={1} max={65535} />
      <CheckField name="smtpSecure" label={t('smtp-secure')} />
      <TextField name="smtpUsername" label={t('username')} autoComplete="off" required />
      <Password name="smtpPassword" kept={kept} />
      <TrySending />
    </>
  )
}

/** Each by its manager: who has reports. */
function Teams() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { items } = useAsk(listTeams, {})
  const managers = items.filter(({ id }) => items.some(({ managerId }) => managerId === id))
  if (managers.length === 0) return null
  return (
    <Several
      label={t('teams')}
      hint={t('teams.hint')}
      options={managers.map(({ id, name }) => ({ value: id, label: t('team-of', { name }) }))}
      value={(form.getValues() as MailboxValues).teamIds}
      onChange={teamIds => form.setFieldValue('teamIds', teamIds)}
      error={form.errors.teamIds as string | undefined}
    />
  )
}

/** How an answer finds its case, whether a writer is told at once, and whose word about senders is believed. */
function Taking({ one }: { one: Mailbox | null }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const seen = one?.seenServer
  const believed = (form.getValues() as MailboxValues).trustedServer
  return (
    <Part title={t('taking')}>
      <RadioField name="answers" label={t('answers')} options={answerWays.map(value => ({ value, label: t(`answers.${value}`) }))} />
      <CheckField name="acknowledge" label={t('acknowledge')} hint={t('acknowledge.hint')} />
      <TextField name="trustedServer" label={t('trusted')} hint={t('trusted.hint')} placeholder="mx.example.com" />
      {seen && seen !== believed && (
        <div className="row wrap sm">
          <span>{t('trusted.seen', { server: seen })}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => form.setFieldValue('trustedServer', seen)}>
            {t('trusted.take')}
          </Button>
        </div>
      )}
    </Part>
  )
}
