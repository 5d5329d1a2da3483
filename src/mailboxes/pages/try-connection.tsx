import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSend } from '#ui/api.ts'
import { Signal, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { tryMailbox, trySending } from '../api.ts'
import messages from '../messages/index.ts'
import type { MailboxValues } from './mailbox-values.ts'

type Account = { host: string; port: number; secure: boolean; username: string; password: string }

/** Signs in with what stands in the form, before it is saved. */
export function TryReading() {
  const { form } = useFormHere()
  const { host, port, secure, username, password } = form.getValues() as MailboxValues
  return <Try endpoint={tryMailbox} account={{ host, port: Number(port), secure, username, password }} />
}

/** The same for the mailbox's own server for sending. */
export function TrySending() {
  const { form } = useFormHere()
  const values = form.getValues() as MailboxValues
  const { smtpHost: host, smtpPort, smtpSecure: secure, smtpUsername: username, smtpPassword: password } = values
  return <Try endpoint={trySending} account={{ host, port: Number(smtpPort), secure, username, password }} />
}

function Try({ endpoint, account }: { endpoint: typeof tryMailbox | typeof trySending; account: Account }): ReactNode {
  const t = useText(messages)
  const test = useSend(endpoint as typeof tryMailbox, {})
  const ready = account.host !== '' && account.username !== '' && account.password !== ''
  return (
    <div className="stack">
      <Button variant="default" disabled={!ready} loading={test.isPending} onClick={() => test.mutate(account)}>
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
