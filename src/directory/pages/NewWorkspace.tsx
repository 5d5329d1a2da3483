import { useSend } from '#ui/api.ts'
import { Card, Form, LanguageField, Page, Submit, TextField } from '#ui/index.ts'
import { useFormats, useLanguage, useText } from '#ui/text.tsx'
import { addWorkspace } from '../api.ts'
import messages from '../messages/index.ts'
import { ZoneField } from './zone-field.tsx'
import './directory.css'

/** A further workspace, for another company or to try things out: nothing of this one goes into it. */
export default function NewWorkspace() {
  const t = useText(messages)
  const { language } = useLanguage()
  const { zone } = useFormats()
  const send = useSend(addWorkspace, { onDone: ({ number }) => location.assign(`/${number}`) })
  return (
    <Page title={t('workspace.new')} sentence={t('workspace.new.why')} trail={[{ page: '/settings', label: t('settings') }]}>
      <Card>
        <Form schema={addWorkspace.input} start={{ name: '', language, zone }} send={send} label={t('workspace.new')}>
          <TextField name="name" label={t('workspace.name')} hint={t('workspace.name.hint')} required autoFocus autoComplete="off" />
          <LanguageField name="language" label={t('workspace.language')} hint={t('workspace.language.hint')} />
          <ZoneField name="zone" label={t('workspace.zone')} hint={t('workspace.zone.hint')} />
          <div>
            <Submit>{t('workspace.new.make')}</Submit>
          </div>
        </Form>
      </Card>
    </Page>
  )
}
