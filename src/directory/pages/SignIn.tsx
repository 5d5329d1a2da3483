import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, useSend } from '#ui/api.ts'
import { Form, PasswordField, Plain, Submit, TextField } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { enter, firstRun } from '../api.ts'
import messages from '../messages/index.ts'
import { SignInSearch } from './search.ts'

/** Where one came from; never another site, whatever the address says. */
const safe = (back: string | undefined) => (back && /^\/(?![/\\])/.test(back) ? back : '/')

export default function SignIn() {
  const t = useText(messages)
  const { search } = usePlace('/sign-in', SignInSearch)
  const send = useSend(enter, { onDone: () => location.assign(safe(search.back)) })
  useBegin()
  return (
    <Plain title={t('sign-in')}>
      <Form schema={enter.input} start={{ email: '', password: '' }} send={send} label={t('sign-in')}>
        <TextField name="email" label={t('you.email')} type="email" required autoFocus autoComplete="username" />
        <PasswordField name="password" label={t('you.password')} required />
        <Submit>{t('button.sign-in')}</Submit>
      </Form>
      <p className="sm">
        <a href="/password">{t('password.forgot')}</a>
      </p>
    </Plain>
  )
}

/** On a server where nobody is yet, there is nobody to sign in. */
function useBegin() {
  const { data } = useQuery({ ...ask(firstRun, {}), retry: false })
  useEffect(() => {
    if (data) location.replace('/first-run')
  }, [data])
}
