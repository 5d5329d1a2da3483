import type { ReactNode } from 'react'
import { Ago, Card, Section, Signal, Thread } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import type { Today } from '../api.ts'
import messages from '../messages/index.ts'

type All = NonNullable<Today['figures']>

/** Three figures; each opens to what is behind it: the feedback that was counted, or the cases. */
export function Figures({ figures }: { figures: All }) {
  const t = useText(messages)
  return (
    <Section title={t(`figures.${figures.view}`)}>
      <Card flush>
        <ul className="figures">
          <li>
            <Answered answered={figures.answered} />
          </li>
          <li>
            <Open open={figures.open} />
          </li>
          <li>
            <Oldest oldest={figures.oldest} />
          </li>
        </ul>
      </Card>
    </Section>
  )
}

type Behind = All['open']['behind']

const Opens = ({ behind, children }: { behind: Behind; children: ReactNode }) => (
  <To page="/inbox" search={behind} className="figure">
    {children}
  </To>
)

const OpensFeedback = ({ behind, children }: { behind: All['answered']['behind']; children: ReactNode }) => (
  <To page="/inbox" search={{ ...behind, show: 'feedback' }} className="figure">
    {children}
  </To>
)

/** From 30 on one number with its range; under 30 the range; under 5 only the count. */
const enough = 30
const rangeFrom = 5
const percent = (share: number) => Math.round(share * 100)

function Answered({ answered }: { answered: All['answered'] }) {
  const t = useText(messages)
  return (
    <>
      <OpensFeedback behind={answered.behind}>
        <span className="row between">
          <b className="soft b">{t('answered')}</b>
          <span className="xs dim nowrap">{t('answered.days', { days: answered.days })}</span>
        </span>
        <Share answered={answered} />
      </OpensFeedback>
      {answered.pending > 0 && (
        <OpensFeedback behind={answered.pendingBehind}>
          <span className="xs dim">{t('answered.pending', { n: answered.pending })}</span>
        </OpensFeedback>
      )}
    </>
  )
}

function Share({ answered: { met, due, value, low, high } }: { answered: All['answered'] }) {
  const t = useText(messages)
  if (value === null || low === null || high === null) return <span className="soft">{t('answered.none')}</span>
  const count = { met, n: due, low: percent(low), high: percent(high) }
  if (due < rangeFrom) return <TooFewToSay count={t('answered.count', count)} />
  const few = due < enough
  const words = t(few ? 'answered.few' : 'answered.of', count)
  return (
    <>
      <span className="row wrap figure-line">
        <span className={`big num ${few ? 'few' : ''}`}>
          {few ? t('answered.range', count) : t('answered.value', { value: percent(value) })}
        </span>
        <span className="xs dim num">{words}</span>
      </span>
      <Thread low={low} high={high} value={value} min={0} max={1} kind={few ? 'few' : 'in'} label={`${t('answered')}: ${words}`} />
    </>
  )
}

function TooFewToSay({ count }: { count: string }) {
  const t = useText(messages)
  return (
    <>
      <span className="big num few">{count}</span>
      <span className="xs dim">{t('answered.tiny')}</span>
    </>
  )
}

function Open({ open: { count, late, behind } }: { open: All['open'] }) {
  const t = useText(messages)
  const { number } = useFormats()
  return (
    <Opens behind={behind}>
      <b className="soft b">{t('open')}</b>
      <span className="row wrap figure-line">
        <span className="big num">{number(count)}</span>
        <Signal kind={late > 0 ? 'late' : 'good'}>{t('open.late', { n: late })}</Signal>
      </span>
    </Opens>
  )
}

function Oldest({ oldest: { case: one, openedAt, behind } }: { oldest: All['oldest'] }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  return (
    <Opens behind={behind}>
      <b className="soft b">{t('oldest')}</b>
      {one && openedAt ? (
        <>
          <span className="lead-word">
            <Ago at={openedAt} />
          </span>
          <span className="xs dim">{t('oldest.since', { when: dateTime(openedAt) })}</span>
        </>
      ) : (
        <span className="soft">{t('oldest.none')}</span>
      )}
    </Opens>
  )
}
