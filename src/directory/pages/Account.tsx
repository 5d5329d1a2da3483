import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { Card, confirm, Form, LanguageField, notice, Page, PageTabs, PasswordField, Section, Submit, TextField, useMe } from '#ui/index.ts'
import { type Language, useLanguage, useText } from '#ui/text.tsx'
import { changeMe, changePassword, leaveEverywhere, listMembers, me } from '../api.ts'
import messages from '../messages/index.ts'
import './directory.css'

/** One's own name, language and password, in all workspaces alike. */
export default function Account() {
  const t = useText(messages)
  const { user } = useMe()
  return (
    <Page title={t('account')} sentence={user.email}>
      <PageTabs of="/settings" />
      <div className="parts">
        <About />
        <ChangePassword />
        <Everywhere />
      </div>
    </Page>
  )
}

function About() {
  const t = useText(messages)
  const { user } = useMe()
  const { setLanguage } = useLanguage()
  const send = useSend(changeMe, {
    refresh: [me, listMembers],
    onDone: (_, { language }) => language && setLanguage(language as Language),
  })
  const saved = () => notice({ tone: 'good', text: t('saved') })
  return (
    <Card label={t('account')}>
      <Form schema={changeMe.input} start={{ name: user.name, language: user.language }} send={send} onDone={saved} label={t('account')}>
        <TextField name="name" label={t('you.name')} hint={t('you.name.hint')} required autoComplete="name" />
        <LanguageField name="language" label={t('you.language')} hint={t('you.language.hint')} />
        <div>
          <Submit>{t('button.save')}</Submit>
        </div>
      </Form>
    </Card>
  )
}

function ChangePassword() {
  const t = useText(messages)
  const send = useSend(changePassword)
  const saved = () => notice({ tone: 'good', text: t('password.changed') })
  return (
    <Section title={t('password.change')}>
      <Card>
        {/* The key makes a fresh form: a password that was changed does not stay in its fields. */}
        <Form
          key={send.submittedAt}
          schema={changePassword.input}
          start={{ current: '', next: '' }}
          send={send}
          onDone={saved}
          label={t('password.change')}
        >
          <PasswordField name="current" label={t('password.current')} required />
          <PasswordField name="next" label={t('password.new')} hint={t('password.hint')} required autoComplete="new-password" />
          <p className="sm dim">{t('password.change.why')}</p>
          <div>
            <Submit variant="default">{t('password.change')}</Submit>
          </div>
        </Form>
      </Card>
    </Section>
  )
}

function Everywhere() {
  const t = useText(messages)
  const send = useSend(leaveEverywhere, { onDone: () => location.assign('/sign-in') })
  const ask = async () => {
    if (await confirm({ title: t('everywhere.title'), text: t('everywhere.why'), button: t('everywhere') })) send.mutate({})
  }
  return (
    <Section title={t('everywhere')}>
      <Card className="form">
        <p>{t('everywhere.why')}</p>
        <div>
          <Button variant="default" loading={send.isPending} onClick={() => void ask()}>
            {t('everywhere')}
          </Button>
        </div>
      </Card>
    </Section>
  )
}
