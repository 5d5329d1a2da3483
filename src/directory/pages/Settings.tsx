import { useAsk, useSend } from '#ui/api.ts'
import { Card, Form, LanguageField, notice, Page, PageTabs, Submit, TextField, useMay } from '#ui/index.ts'
import { languageNames, useText } from '#ui/text.tsx'
import { changeWorkspace, me, readWorkspace } from '../api.ts'
import messages from '../messages/index.ts'
import { HoursField } from './hours-field.tsx'
import { ZoneField } from './zone-field.tsx'
import './directory.css'

/** The workspace: for admins to change, for everybody to read. */
export default function Settings() {
  const t = useText(messages)
  const may = useMay()('directory.settings')
  return (
    <Page title={t('settings')} sentence={t(may ? 'settings.why' : 'settings.read')}>
      <PageTabs of="/settings" />
      {may ? <Change /> : <Read />}
    </Page>
  )
}

function Change() {
  const t = useText(messages)
  const { name, language, zone, workingHours, address, addressFixed } = useAsk(readWorkspace, {})
  const send = useSend(changeWorkspace, { refresh: [readWorkspace, me] })
  const start = { name, language, zone, workingHours, ...(addressFixed ? {} : { address: address ?? '' }) }
  const input = ({ address, ...rest }: typeof start) => ({ ...rest, ...(address ? { address } : {}) })
  return (
    <Card>
      <Form
        schema={changeWorkspace.input}
        start={start}
        send={send}
        input={input}
        onDone={() => notice({ tone: 'good', text: t('saved') })}
        label={t('workspace')}
        className="form wide"
      >
        <TextField name="name" label={t('workspace.name')} required />
        <LanguageField name="language" label={t('workspace.language')} hint={t('workspace.language.hint')} />
        <ZoneField name="zone" label={t('workspace.zone')} hint={t('workspace.zone.hint')} />
        {addressFixed ? (
          <p className="sm dim">{t('workspace.address.fixed', { address: address ?? '' })}</p>
        ) : (
          <TextField name="address" label={t('workspace.address')} hint={t('workspace.address.hint')} type="url" />
        )}
        <HoursField name="workingHours" />
        <div>
          <Submit>{t('button.save')}</Submit>
        </div>
      </Form>
    </Card>
  )
}

function Read() {
  const t = useText(messages)
  const { name, language, zone, workingHours } = useAsk(readWorkspace, {})
  return (
    <Card>
      <dl className="facts">
        <dt>{t('workspace.name')}</dt>
        <dd>{name}</dd>
        <dt>{t('workspace.language')}</dt>
        <dd>{languageNames[language]}</dd>
        <dt>{t('workspace.zone')}</dt>
        <dd>{zone}</dd>
        <dt>{t('hours')}</dt>
        <dd>
          {workingHours.periods.map(({ days, from, to }) => (
            <p key={`${days} ${from}`} className="num">
              {days.map(day => t(`day.${day as 1}.short`)).join(' ')} {from}–{to}
            </p>
          ))}
        </dd>
      </dl>
    </Card>
  )
}
