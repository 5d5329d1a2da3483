import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { call, type Out, useSend } from '#ui/api.ts'
import { asFailure } from '#ui/failure.ts'
import { Form, LanguageField, Loading, PasswordField, Plain, Submit, TextField } from '#ui/index.ts'
import { problemText, useText } from '#ui/text.tsx'
import { acceptInvitation, readInvitation } from '../api.ts'
import messages from '../messages/index.ts'
import { useToken } from './token.ts'

/** Joining a workspace: somebody new chooses a password, who is known here uses theirs. */
export default function Invitation() {
  const t = useText(messages)
  const token = useToken()
  const asked = useQuery({ queryKey: ['invitation', token], queryFn: () => call(readInvitation, { token }), retry: false })
  if (asked.isPending) return <Loading />
  if (asked.error)
    return (
      <Plain title={t('invitation.bad')} sentence={problemText(asFailure(asked.error))}>
        <a href="/sign-in">{t('sign-in')}</a>
      </Plain>
    )
  return <Join token={token} invited={asked.data} />
}

const { password, name, language } = acceptInvitation.input.shape
const Newcomer = z.object({ token: z.string(), name, language, password: z.string().min(10).max(200) })
const Known = z.object({ token: z.string(), password })

function Join({ token, invited }: { token: string; invited: Out<typeof readInvitation> }) {
  const t = useText(messages)
  const send = useSend(acceptInvitation, { onDone: ({ number }) => location.replace(`/${number}`) })
  const facts = { workspace: invited.workspace, email: invited.email }
  const start = invited.hasPassword ? { password: '' } : { name: invited.name, language: invited.language, password: '' }
  return (
    <Plain title={t('invitation.join', facts)} sentence={t(invited.hasPassword ? 'invitation.known' : 'invitation.new', facts)}>
      <Form schema={invited.hasPassword ? Known : Newcomer} start={start} send={send} input={{ token }} label={t('invitation')}>
        {!invited.hasPassword && <TextField name="name" label={t('you.name')} hint={t('you.name.hint')} required autoComplete="name" />}
        {!invited.hasPassword && <LanguageField name="language" label={t('you.language')} />}
        <PasswordField
          name="password"
          label={t('you.password')}
          {...(!invited.hasPassword && { hint: t('password.hint') })}
          required
          autoComplete={invited.hasPassword ? 'current-password' : 'new-password'}
        />
        <Submit>{t('invitation.button')}</Submit>
      </Form>
    </Plain>
  )
}
