import { Button } from '@mantine/core'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Ago, Card, confirm, Empty, List, notice, Page, PageTabs, Said, Select, Signal } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { discardWaitingMail, listMail, mailStates, me, sendWaitingMail } from '../api.ts'
import messages from '../messages/index.ts'
import { MailSearch } from './search.ts'
import './directory.css'

const refresh = [listMail, me]

/** What has not gone out, and what became of the rest: nothing is lost without SMTP. */
export default function WaitingMail() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/settings/mail', MailSearch)
  const state = search.state ?? 'waiting'
  const mail = useList(listMail, { state })
  const filter = (
    <Select
      aria-label={t('member.state')}
      allowDeselect={false}
      data={mailStates.map(value => ({ value, label: t(`mail.is.${value}`) }))}
      value={state}
      onChange={next => setSearch({ state: (next ?? undefined) as typeof search.state })}
    />
  )
  return (
    <Page title={t('waiting-mail')} sentence={t('waiting-mail.why')}>
      <PageTabs of="/settings" />
      <Decide />
      <Card flush>
        <List
          list={mail}
          label={t('waiting-mail')}
          keyOf={one => one.id}
          tools={filter}
          row={one => <OneMail {...one} />}
          empty={<Empty title={t('mail.none')} />}
        />
      </Card>
    </Page>
  )
}

/** Mail that has waited since before it could be sent: an admin says send or discard. */
function Decide() {
  const t = useText(messages)
  const { waiting, held, sendsMail } = useAsk(listMail, {})
  const send = useSend(sendWaitingMail, { refresh, onDone: ({ count }) => notice({ tone: 'good', text: t('mail.sending', { n: count }) }) })
  const discard = useSend(discardWaitingMail, { refresh, onDone: ({ count }) => notice({ text: t('mail.discarded', { n: count }) }) })
  const ask = async () => {
    const question = {
      title: t('mail.discard.title', { n: waiting }),
      text: t('mail.discard.why'),
      button: t('mail.discard-all'),
      danger: true,
    }
    if (await confirm(question)) discard.mutate({})
  }
  if (waiting === 0) return null
  return (
    <Card className="form">
      <p>{sendsMail ? (held > 0 ? t('mail.held', { n: held }) : t('mail.going', { n: waiting })) : t('mail.no-smtp', { n: waiting })}</p>
      <div className="row wrap">
        {sendsMail && (
          <Button loading={send.isPending} onClick={() => send.mutate({})}>
            {t('mail.send-all')}
          </Button>
        )}
        <Button variant="default" loading={discard.isPending} onClick={() => void ask()}>
          {t('mail.discard-all')}
        </Button>
      </div>
    </Card>
  )
}

function OneMail({ id, to, subject, text, language, at, expiresAt, state, problem, purpose }: Item<typeof listMail>) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  return (
    <div className="stack">
      <div className="row between wrap">
        <Said text={subject} language={language} size="name" />
        <span className="sm dim">
          <Ago at={at} />
        </span>
      </div>
      <p className="sm soft">{t('mail.to', { to })}</p>
      {text ? (
        <p className="clip2 sm" lang={language}>
          {text}
        </p>
      ) : (
        <p className="sm dim">{t('mail.later')}</p>
      )}
      {problem && problem !== 'sample' && <Signal kind="bad">{problem}</Signal>}
      {state === 'waiting' && (
        <div className="row between wrap">
          <span className="xs dim">{t('mail.expires', { at: dateTime(expiresAt) })}</span>
          <Acts id={id} about={`${purpose} ${to}`} />
        </div>
      )}
    </div>
  )
}

function Acts({ id, about }: { id: string; about: string }) {
  const t = useText(messages)
  const { sendsMail } = useAsk(listMail, {})
  const send = useSend(sendWaitingMail, { refresh })
  const discard = useSend(discardWaitingMail, { refresh })
  const ask = async () => {
    if (await confirm({ title: t('mail.discard.title', { n: 1 }), text: t('mail.discard.why'), button: t('mail.discard'), danger: true }))
      discard.mutate({ ids: [id] })
  }
  return (
    <span className="row">
      {sendsMail && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={send.isPending}
          onClick={() => send.mutate({ ids: [id] })}
          aria-label={`${t('mail.send')}: ${about}`}
        >
          {t('mail.send')}
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        loading={discard.isPending}
        onClick={() => void ask()}
        aria-label={`${t('mail.discard')}: ${about}`}
      >
        {t('mail.discard')}
      </Button>
    </span>
  )
}
