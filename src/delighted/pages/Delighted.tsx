import { Anchor } from '@mantine/core'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, CheckField, Form, NumberField, notice, Page, PageTabs, Section, SelectField, Submit } from '#ui/index.ts'
import { Link } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { changeDelighted, readDelighted } from '../api.ts'
import messages from '../messages/index.ts'

/** For whoever has scripts that call Delighted: what to change in them, what is the same and what is not. */
export default function Delighted() {
  const t = useText(messages)
  const { address } = useAsk(readDelighted, {})
  const base = `${address ?? location.origin}/v1`
  return (
    <Page title={t('coming')} sentence={t('coming.why')}>
      <PageTabs of="/settings" />
      <Card label={t('scripts')}>
        <Section title={t('scripts')}>
          <ol className="text">
            <li>{t('scripts.key')}</li>
            <li>{t('scripts.host')}</li>
            <li>{t('scripts.people')}</li>
          </ol>
          <pre className="text">
            <code>{`curl ${base}/metrics.json -u sabai_…:`}</code>
          </pre>
          <p className="sm dim">{t('scripts.node')}</p>
          <pre className="text">
            <code>{`require('delighted')('sabai_…', { host: '${new URL(base).hostname}' })`}</code>
          </pre>
          <Anchor component={Link} to="/settings/keys">
            {t('scripts.to-keys')}
          </Anchor>
        </Section>
      </Card>
      <Change />
      <Card label={t('differs')}>
        <Section title={t('differs')}>
          <ul className="text">
            {(['rules', 'ids', 'delete', 'limit', 'notes'] as const).map(one => (
              <li key={one}>{t(`differs.${one}`)}</li>
            ))}
          </ul>
        </Section>
      </Card>
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
          <Submit>{t('button.save')}</Submit>
        </div>
      </Form>
    </Card>
  )
}
