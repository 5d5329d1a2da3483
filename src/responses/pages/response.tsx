import type { ReactNode } from 'react'
import { useAsk } from '#ui/api.ts'
import { LangTag, Said, Score, Signal } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { getResponse } from '../results-api.ts'
import { useChannelName } from './names.ts'

type Whole = ReturnType<typeof useAsk<typeof getResponse>>

/** One whole response: who, all answers, and how it came. */
export function WholeResponse({ id }: { id: string }) {
  const t = useText(messages)
  const one = useAsk(getResponse, { id })
  return (
    <article className="stack whole-response">
      <Person one={one} />
      {(one.test || one.archivedAt) && (
        <p>
          <Signal kind="few">{one.test ? t('is-test') : t('is-archived')}</Signal>
        </p>
      )}
      <dl className="answer-list">
        {one.answers.map(answer => (
          <div key={answer.key}>
            <dt>{answer.ask}</dt>
            <dd>
              {answer.score && <Score value={answer.score.value} scale={{ min: answer.score.min, max: answer.score.max }} />}
              {answer.kind === 'consent' && t('agreed')}
              {answer.kind === 'file' && t('a-file')}
              {answer.kind !== 'consent' &&
                answer.kind !== 'file' &&
                answer.said.map(text => <Said key={text} text={text} language={one.language} />)}
            </dd>
          </div>
        ))}
      </dl>
      <About one={one} />
    </article>
  )
}

function Person({ one }: { one: Whole }) {
  const t = useText(messages)
  return (
    <div className="row wrap">
      <b>
        {one.customer ? (
          <To page="/customers/$id" params={{ id: one.customer.id }}>
            {one.customer.name}
          </To>
        ) : (
          t('somebody')
        )}
      </b>
      {one.account && (
        <To page="/accounts/$id" params={{ id: one.account.id }} className="sm">
          {one.account.name}
        </To>
      )}
      <LangTag language={one.language} />
    </div>
  )
}

function About({ one }: { one: Whole }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  const channelName = useChannelName()
  return (
    <dl className="about-response sm">
      <Fact name={t('file.responded')}>{dateTime(one.respondedAt)}</Fact>
      <Fact name={t('file.channel')}>{channelName(one.channel)}</Fact>
      <Fact name={t('file.version')}>{one.version}</Fact>
      {one.source !== 'sabai' && <Fact name={t('file.source')}>{one.source}</Fact>}
      {one.topic && <Fact name={t('file.topic')}>{one.topic.name}</Fact>}
      {one.member && <Fact name={t('file.member')}>{one.member.name}</Fact>}
      {one.caseId && (
        <Fact name={t('case')}>
          <To page="/inbox/$id" params={{ id: one.caseId }}>
            {t('case.open')}
          </To>
        </Fact>
      )}
      {one.properties.map(({ name, value }) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt className="dim">{name}</dt>
    <dd>{children}</dd>
  </div>
)
