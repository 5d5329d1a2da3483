import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { CheckField, Form, NumberField, notice, PasswordField, RadioField, Signal, Submit, TextField, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addMailbox, answerWays, changeMailbox, listMailboxes, type Mailbox, tryMailbox } from '../api.ts'
import messages from '../messages/index.ts'

const empty = { name: '', address: '', host: '', port: 993, secure: true, username: '', password: '', answers: 'plus' }

/** A mailbox, new or kept: what it is called, and how to sign in. */
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
  const start = one ? { ...empty, ...only(one) } : empty
  return (
    <Form
      schema={one ? changeMailbox.input : addMailbox.input}
      start={start}
      send={one ? change : add}
      {...(one && { input: { id: one.id } })}
      label={t(one ? 'change' : 'add')}
    >
      <TextField name="name" label={t('name')} hint={t('name.hint')} required autoFocus />
      <TextField name="address" type="email" label={t('address')} required />
      <TextField name="host" label={t('host')} required placeholder="imap.example.com" />
      <NumberField name="port" label={t('port')} min={1} max={65535} />
      <CheckField name="secure" label={t('secure')} />
      <TextField name="username" label={t('username')} autoComplete="off" required />
      <PasswordField
        name="password"
        label={t('password')}
        hint={t(one ? 'password.stays' : 'password.hint')}
        autoComplete="new-password"
        required={!one}
      />
      <RadioField name="answers" label={t('answers')} options={answerWays.map(value => ({ value, label: t(`answers.${value}`) }))} />
      <Try />
      <Submit>{t(one ? 'save' : 'add')}</Submit>
    </Form>
  )
}

const only = ({ name, address, host, port, secure, username, answers }: Mailbox) => ({
  name,
  address,
  host,
  port,
  secure,
  username,
  answers,
})

/** Signs in with what stands in the form, before it is saved. */
function Try() {
  const t = useText(messages)
  const { form } = useFormHere()
  const test = useSend(tryMailbox, {})
  const { host, port, secure, username, password } = form.getValues() as typeof empty
  const ready = host !== '' && username !== '' && password !== ''
  return (
    <div className="stack">
      <Button
        variant="default"
        disabled={!ready}
        loading={test.isPending}
        onClick={() => test.mutate({ host, port: Number(port), secure, username, password })}
      >
        {t('try')}
      </Button>
      <div role="status" className="sm">
        {test.data && !test.isPending && (
          <>
            <Signal kind={test.data.problem ? 'bad' : 'good'}>{t(test.data.problem ? `wrong.${test.data.problem}` : 'tried.well')}</Signal>
            {test.data.said && <p className="dim">{t('said', { said: test.data.said })}</p>}
          </>
        )}
      </div>
    </div>
  )
}
