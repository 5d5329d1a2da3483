import { Button } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { LangTag, notice, Said, Signal, useCalled, useMay, useTitle, Who } from '#ui/index.ts'
import { To, useGo } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { countInbox, type Feedback, listCases, listFeedback, openFromFeedback, readFeedback } from '../api.ts'
import messages from '../messages/index.ts'
import { JoinCase, LeaveCase } from './feedback-case.tsx'
import { ScoreOf } from './score-of.tsx'
import { useChannelName } from './words.ts'

const TopicDialog = lazy(async () => ({ default: (await import('./topic.tsx')).FeedbackTopicDialog }))

/** One piece of feedback: the words first, then who, what about, and whether somebody answers. */
export function FeedbackView({ id }: { id: string }) {
  const t = useText(messages)
  const called = useCalled()
  const one = useAsk(readFeedback, { id })
  const name = called(one.customer?.name ?? one.author) ?? t('nobody')
  useTitle(`${name} · ${t('feedback')}`)
  return (
    <article className="feedback-view">
      <h1 className="sr">{name}</h1>
      {one.score && <ScoreOf score={one.score} />}
      <blockquote>
        {one.text ? <Said text={one.text} language={one.language} size="lead" /> : <span className="dim">{t('no-words')}</span>}
      </blockquote>
      <div className="row said-by">
        <Who name={name} />
        <Speaker one={one} name={name} />
        <LangTag language={one.language} />
      </div>
      <Standing one={one} />
      <Facts one={one} />
    </article>
  )
}

function Speaker({ one, name }: { one: Feedback; name: string }) {
  const may = useMay()
  return (
    <span className="grow">
      {one.customer && may('customers.read') ? (
        <To page="/customers/$id" params={{ id: one.customer.id }} className="b">
          {name}
        </To>
      ) : (
        <b className="b">{name}</b>
      )}
      {one.account && <span className="sm dim clip">{one.account.name}</span>}
    </span>
  )
}

/** The case that answers it, or the way to open one. */
function Standing({ one }: { one: Feedback }) {
  const t = useText(messages)
  const may = useMay()
  if (!one.case) return <Heard one={one} />
  return (
    <div className="row wrap standing">
      <Signal kind={one.case.state === 'open' ? 'soon' : 'good'} pill>
        {t(`state.${one.case.state}`)}
      </Signal>
      <To page="/inbox/$id" params={{ id: one.case.id }}>
        {t('feedback.in-case', { n: one.case.number })}
      </To>
      {may('inbox.reply') && <LeaveCase one={{ ...one, case: one.case }} />}
    </div>
  )
}

function Heard({ one }: { one: Feedback }) {
  const t = useText(messages)
  const may = useMay()
  const go = useGo()
  const open = useSend(openFromFeedback, {
    refresh: [listFeedback, listCases, countInbox],
    onDone: made => {
      notice({ tone: 'good', text: t('feedback.case-opened') })
      void go('/inbox/$id', { params: { id: made.id } })
    },
  })
  return (
    <div className="standing stack">
      <b className="b">{t('feedback.heard')}</b>
      {may('inbox.reply') && (
        <>
          <p className="sm soft">{t('feedback.heard-why')}</p>
          <span className="row wrap no-print">
            <Button loading={open.isPending} onClick={() => open.mutate({ id: one.id })}>
              {t('feedback.open-case')}
            </Button>
            <JoinCase one={one} />
          </span>
        </>
      )}
    </div>
  )
}

function Facts({ one }: { one: Feedback }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  const channelName = useChannelName()
  return (
    <dl className="said-facts">
      <Fact name={t('feedback.said')}>{one.saidAtKnown ? dateTime(one.saidAt) : t('said.when-unknown')}</Fact>
      <Fact name={t('feedback.received')}>{dateTime(one.receivedAt)}</Fact>
      {one.channel && <Fact name={t('feedback.channel')}>{channelName(one.channel)}</Fact>}
      <Fact name={t('feedback.source')}>{one.source}</Fact>
      {one.account && <Fact name={t('feedback.account')}>{one.account.name}</Fact>}
      <TopicFact one={one} />
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd className="num">{children}</dd>
  </div>
)

function TopicFact({ one }: { one: Feedback }) {
  const t = useText(messages)
  const may = useMay()
  const [asking, ask] = useState(false)
  const icon = <IconTag size={17} stroke={1.7} aria-hidden />
  return (
    <Fact name={t('topic.field')}>
      {may('inbox.reply') ? (
        <Button variant="subtle" size="compact-sm" leftSection={icon} onClick={() => ask(true)}>
          {one.topic?.name ?? t('topic.none')}
        </Button>
      ) : (
        one.topic?.name
      )}
      <Suspense fallback={null}>{asking && <TopicDialog one={one} onClose={() => ask(false)} />}</Suspense>
    </Fact>
  )
}
