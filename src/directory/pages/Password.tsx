import { z } from 'zod'
import { useSend } from '#ui/api.ts'
import { Form, PasswordField, Plain, Submit, TextField } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { forgotPassword, resetPassword } from '../api.ts'
import messages from '../messages/index.ts'
import { useToken } from './token.ts'

/** A link's token stands behind #; without one, this page asks where to send it. */
export default function Password() {
  const token = useToken()
  return token ? <Reset key={token} token={token} /> : <Forgot />
}

function Forgot() {
  const t = useText(messages)
  const send = useSend(forgotPassword)
  if (send.isSuccess)
    return (
      <Plain title={t('password.sent')} sentence={t('password.sent.why')}>
        <a href="/sign-in">{t('sign-in')}</a>
      </Plain>
    )
  return (
    <Plain title={t('password.forgot')} sentence={t('password.forgot.why')}>
      <Form schema={forgotPassword.input} start={{ email: '' }} send={send} label={t('password.forgot')}>
        <TextField name="email" label={t('you.email')} type="email" required autoFocus autoComplete="username" />
        <Submit>{t('password.send')}</Submit>
      </Form>
      <p className="sm">
        <a href="/sign-in">{t('sign-in')}</a>
      </p>
    </Plain>
  )
}

const Asked = z.object({ password: resetPassword.input.shape.password, token: z.string() })

function Reset({ token }: { token: string }) {
  const t = useText(messages)
  const send = useSend(resetPassword, { onDone: () => history.replaceState(null, '', '/password') })
  if (send.isSuccess)
    return (
      <Plain title={t('password.changed')} sentence={t('password.changed.why')}>
        <a href="/sign-in">{t('sign-in')}</a>
      </Plain>
    )
  return (
    <Plain title={t('password')} sentence={t('password.reset.why')}>
      <Form schema={Asked} start={{ password: '' }} send={send} input={{ token }} label={t('password')}>
        <PasswordField name="password" label={t('password.new')} hint={t('password.hint')} required autoFocus autoComplete="new-password" />
        <Submit>{t('password.set')}</Submit>
      </Form>
      <p className="sm">
        <a href="/password">{t('password.again')}</a>
      </p>
    </Plain>
  )
}
