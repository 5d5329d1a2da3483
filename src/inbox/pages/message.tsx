import type { ReactNode } from 'react'
import { LangTag, Said, Signal, useCalled, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { Slot } from '#ui/slot.tsx'
import { problemText, useText } from '#ui/text.tsx'
import type { Entry, Feedback } from '../api.ts'
import messages from '../messages/index.ts'
import { ScoreOf } from './score-of.tsx'
import { useWhen } from './when.ts'
import { useChannelName } from './words.ts'

type BubbleProps = { kind: 'them' | 'us' | 'note'; name: string; at: Date; beside?: ReactNode; children: ReactNode; under?: ReactNode }

/** A turn of the conversation: who, when, their words, and what became of them. Notes are dashed, so that they never look sent. */
export function Bubble({ kind, name, at, beside, children, under }: BubbleProps) {
  const when = useWhen()
  return (
    <article className={`msg ${kind}`} aria-label={name}>
      <Who name={name} kind={kind === 'them' ? 'customer' : 'member'} />
      <div className="stack">
        <div className="row sm wrap msg-who">
          <b className="b">{name}</b>
          <time className="dim num" dateTime={at.toISOString()}>
            {when.full(at)}
          </time>
          {beside}
        </div>
        <div className="bubble">{children}</div>
        {under && <div className="row wrap sm msg-under">{under}</div>}
      </div>
    </article>
  )
}

/** What the customer said, in their language, before anything that we say. */
export function TheirWords({ said }: { said: Feedback }) {
  const t = useText(messages)
  const called = useCalled()
  const channelName = useChannelName()
  return (
    <Bubble
      kind="them"
      name={called(said.customer?.name ?? said.author) ?? t('nobody')}
      at={said.saidAt}
      beside={
        <>
          {said.channel && <span className="tag">{channelName(said.channel)}</span>}
          <LangTag language={said.language} />
          <To page="/inbox/feedback/$id" params={{ id: said.id }} className="sm no-print">
            {t('feedback')}
          </To>
        </>
      }
      under={!said.saidAtKnown && <span className="dim">{t('said.when-unknown')}</span>}
    >
      {said.score && <ScoreOf score={said.score} />}
      {said.text ? <Said text={said.text} language={said.language} /> : <span className="dim">{t('no-words')}</span>}
      {said.case && <Slot of="case.words" caseId={said.case.id} id={said.id} />}
    </Bubble>
  )
}

type Message = Extract<Entry, { kind: 'message' }>

/** A mail that went out, or one that came in. */
export function OurMessage({ message, customer, caseId }: { message: Message; customer: string | null; caseId: string }) {
  const t = useText(messages)
  const called = useCalled()
  const ours = message.direction === 'out'
  const name = ours ? (message.by?.name ?? t('by.gone')) : (message.from?.name ?? message.from?.address ?? called(customer) ?? t('nobody'))
  return (
    <Bubble kind={ours ? 'us' : 'them'} name={name} at={message.at} under={ours && message.mail && <MailState mail={message.mail} />}>
      <Said text={message.text} language={message.language} />
      <Slot of="case.words" caseId={caseId} id={message.id} />
    </Bubble>
  )
}

function MailState({ mail }: { mail: NonNullable<Message['mail']> }) {
  const t = useText(messages)
  const kind = mail.state === 'sent' ? 'good' : mail.state === 'waiting' ? 'soon' : 'bad'
  return (
    <>
      <Signal kind={kind}>{t(`mail.${mail.state}`)}</Signal>
      {mail.problem && <span className="dim">{problemText({ code: mail.problem })}</span>}
    </>
  )
}
