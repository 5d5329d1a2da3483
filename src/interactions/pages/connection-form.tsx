import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { CheckField, Form, notice, PasswordField, SelectField, Signal, Submit, TextField, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addConnection, type Connection, changeConnection, connectionTakes, listConnections, tryConnection } from '../connection-api.ts'
import messages from '../messages/index.ts'

const empty = { address: '', email: '', token: '', tickets: true, calls: true, ratings: true, everyMinutes: '60', source: 'zendesk' }
type Values = typeof empty

const valuesOf = ({ address, email, takes, everyMinutes, source }: Connection): Values => ({
  address: address.replace(/^https?:\/\//, ''),
  email,
  token: '',
  tickets: takes.includes('tickets'),
  calls: takes.includes('calls'),
  ratings: takes.includes('ratings'),
  everyMinutes: String(everyMinutes),
  source,
})

/** What both take; an empty token is none. */
const inputOf = ({ address, email, token, everyMinutes, ...checked }: Values) => ({
  address,
  email,
  ...(token === '' ? {} : { token }),
  takes: connectionTakes.filter(take => checked[take]),
  everyMinutes: Number(everyMinutes),
})

const times = ['15', '60', '360', '1440'] as const

/** An account of Zendesk, new or kept: where it is, whose token, what is taken and how often. */
export function ConnectionForm({ one, onDone }: { one: Connection | null; onDone: () => void }) {
  const t = useText(messages)
  const done = {
    refresh: [listConnections],
    onDone: () => {
      notice({ tone: 'good', text: t('connections.saved') })
      onDone()
    },
  }
  const add = useSend(addConnection, done)
  const change = useSend(changeConnection, done)
  const start = one ? valuesOf(one) : empty
  const kept = times.some(time => time === start.everyMinutes) ? [] : [start.everyMinutes]
  return (
    <Form
      schema={one ? changeConnection.input : addConnection.input}
      start={start}
      send={one ? change : add}
      input={(values: Values) => (one ? { id: one.id, ...inputOf(values) } : { ...inputOf(values), source: values.source })}
      label={t(one ? 'connections.change' : 'connections.add')}
    >
      <TextField
        name="address"
        label={t('connections.address')}
        hint={t('connections.address.hint')}
        placeholder="acme.zendesk.com"
        required
        autoFocus
      />
      <TextField name="email" type="email" label={t('connections.email')} hint={t('connections.email.hint')} autoComplete="off" required />
      <PasswordField
        name="token"
        label={t('connections.token')}
        hint={t(one ? 'connections.token.stays' : 'connections.token.hint')}
        autoComplete="new-password"
        required={!one}
      />
      <fieldset className="radios">
        <legend>{t('connections.takes')}</legend>
        {connectionTakes.map(take => (
          <CheckField key={take} name={take} label={t(`connections.takes.${take}`)} />
        ))}
        <NothingTaken />
      </fieldset>
      <SelectField
        name="everyMinutes"
        label={t('connections.every')}
        options={[...times, ...kept].map(value => ({ value, label: t('connections.every-n', { n: Number(value) }) }))}
      />
      {!one && <TextField name="source" label={t('connections.source')} hint={t('connections.source.hint')} required />}
      <Try />
      <Submit>{t(one ? 'connections.save' : 'connections.add')}</Submit>
    </Form>
  )
}

/** The endpoint's rule for the list stands beside the boxes that it is made of. */
function NothingTaken() {
  const t = useText(messages)
  const { form } = useFormHere()
  return form.errors.takes ? <p className="sm wrong">{t('connections.takes.none')}</p> : null
}

/** Signs in with what stands in the form, before it is kept. */
function Try() {
  const t = useText(messages)
  const { form } = useFormHere()
  const test = useSend(tryConnection, {})
  const { address, email, token } = form.getValues() as Values
  const ready = address !== '' && email !== '' && token !== ''
  return (
    <div className="stack">
      <Button variant="default" disabled={!ready} loading={test.isPending} onClick={() => test.mutate({ address, email, token })}>
        {t('connections.try')}
      </Button>
      <div role="status" className="sm">
        {test.data && !test.isPending && (
          <Signal kind={test.data.problem ? 'bad' : 'good'}>
            {test.data.problem ? t(`connections.wrong.${test.data.problem}`) : t('connections.tried', { name: test.data.name ?? '' })}
          </Signal>
        )}
      </div>
    </div>
  )
}
