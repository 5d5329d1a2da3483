import { Button } from '@mantine/core'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, CheckField, Form, NumberField, notice, Page, PageTabs, Section, SelectField, Submit, TextField } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { addWebhook, changeDelighted, listWebhooks, readDelighted, removeWebhook, webhookEvents } from '../api.ts'
import messages from '../messages/index.ts'
import './delighted.css'

/** For whoever has scripts that call Delighted: what to change in them, what is the same and what is not. */
export default function Delighted() {
  const t = useText(messages)
  const { address } = useAsk(readDelighted, {})
  const base = `${address ?? location.origin}/v1`
  return (
    <Page title={t('coming')} sentence={t('coming.why')}>
      <PageTabs of="/settings" />
      <div className="coming">
        <Card label={t('scripts')}>
          <Section title={t('scripts')}>
            <ol className="steps-to-do">
              <li>{t('scripts.key')}</li>
              <li>{t('scripts.host')}</li>
              <li>{t('scripts.people')}</li>
            </ol>
            <pre className="command">
              <code>{`curl ${base}/metrics.json -u sabai_…:`}</code>
            </pre>
            <p className="sm dim">{t('scripts.node')}</p>
            <pre className="command">
              <code>{`require('delighted')('sabai_…', { host: '${new URL(base).hostname}' })`}</code>
            </pre>
            <To page="/settings/keys">{t('scripts.to-keys')}</To>
          </Section>
        </Card>
        <Change />
        <Webhooks />
        <Card label={t('differs')}>
          <Section title={t('differs')}>
            <ul className="steps-to-do">
              {(['rules', 'ids', 'delete', 'limit', 'notes'] as const).map(one => (
                <li key={one}>{t(`differs.${one}`)}</li>
              ))}
            </ul>
          </Section>
        </Card>
      </div>
    </Page>
  )
}

function Change() {
  const t = useText(messages)
  const { survey, surveys, autopilotOn, autopilotDays } = useAsk(readDelighted, {})
  const send = useSend(changeDelighted, { refresh: [readDelighted] })
  const all = survey && !surveys.some(one => one.id === survey.id) ? [survey, ...surveys] : surveys
  return (
    <Card label={t('meant')}>
      <h2>{t('meant')}</h2>
      <Form
        schema={changeDelighted.input}
        start={{ surveyId: survey?.id ?? null, autopilotOn, autopilotDays }}
        send={send}
        onDone={() => notice({ tone: 'good', text: t('saved') })}
        label={t('meant')}
        className="form wide"
      >
        <SelectField
          name="surveyId"
          label={t('meant.survey')}
          hint={t('meant.survey.hint')}
          options={all.map(({ id, name }) => ({ value: id, label: name }))}
          clearable
        />
        <CheckField name="autopilotOn" label={t('meant.autopilot')} />
        <NumberField name="autopilotDays" label={t('meant.days')} min={1} max={3650} />
        <div>
          <Submit>{t('save')}</Submit>
        </div>
      </Form>
    </Card>
  )
}

/** Their server is told as Delighted told it. The secret signs what it gets, and is shown once. */
function Webhooks() {
  const t = useText(messages)
  const { items } = useAsk(listWebhooks, {})
  const send = useSend(addWebhook, { refresh: [listWebhooks] })
  const gone = useSend(removeWebhook, { refresh: [listWebhooks] })
  return (
    <Card label={t('webhooks')}>
      <Section title={t('webhooks')}>
        <ul className="steps-to-do">
          {items.map(({ id, url, lastFailure }) => (
            <li key={id}>
              <code>{url}</code> {lastFailure && <span className="dim">{lastFailure}</span>}{' '}
              <Button variant="subtle" size="compact-sm" aria-label={`${t('webhooks.remove')}: ${url}`} onClick={() => gone.mutate({ id })}>
                {t('webhooks.remove')}
              </Button>
            </li>
          ))}
        </ul>
        {send.data && (
          <p>
            {t('webhooks.secret')} <code className="command">{send.data.secret}</code>
          </p>
        )}
        <Form
          key={send.data?.id ?? ''}
          schema={addWebhook.input}
          start={{ url: '', events: [...webhookEvents] }}
          send={send}
          label={t('webhooks.add')}
          className="form wide"
        >
          <TextField name="url" label={t('webhooks.url')} hint={t('webhooks.hint')} type="url" required />
          <div>
            <Submit>{t('webhooks.add')}</Submit>
          </div>
        </Form>
      </Section>
    </Card>
  )
}
