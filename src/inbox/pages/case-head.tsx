import { Button } from '@mantine/core'
import { IconArrowMerge, IconTag, IconUserCircle } from '@tabler/icons-react'
import { Said, Signal, Stitches, TimeLeft, useCalled } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import type { CaseDetail } from '../api.ts'
import messages from '../messages/index.ts'
import { Because, Urgency } from './because.tsx'
import type { Asking } from './case-dialogs.tsx'
import { MergedInto, mergeable } from './merged-into.tsx'
import { useWhen } from './when.ts'

type HeadProps = { one: CaseDetail; ask: (asking: Asking) => void }

/** What it is about, whose it is, and how much time is left. */
export function CaseHead({ one, ask }: HeadProps) {
  const t = useText(messages)
  const called = useCalled()
  const name = called(one.customer?.name ?? one.author) ?? t('nobody')
  const under = [name, one.account?.name, t('number', { n: one.number })].filter(Boolean).join(' · ')
  return (
    <header className="chead">
      <div className="row between chead-top">
        <div className="grow">
          <h1 className="clip">{one.words ? <Said text={one.words} language={one.language} size="clip" /> : name}</h1>
          <div className="sm dim clip">{under}</div>
        </div>
        <Ending one={one} ask={ask} />
      </div>
      {one.mergedInto ? (
        <MergedInto one={one} />
      ) : (
        <div className="row between wrap chead-time">
          <Clock one={one} ask={ask} />
        </div>
      )}
      <div className="row wrap chead-facts">
        <Owner one={one} ask={ask} />
        <Topic one={one} ask={ask} />
        <Urgency one={one} />
        {one.may.merge && mergeable(one).length > 0 && <Merge ask={ask} />}
      </div>
      <Because one={one} />
    </header>
  )
}

function Ending({ one, ask }: HeadProps) {
  const t = useText(messages)
  if (one.may.reopen && one.state === 'resolved')
    return (
      <Button variant="default" onClick={() => ask('reopen')}>
        {t('reopen')}
      </Button>
    )
  if (!one.may.resolve || one.state === 'resolved') return null
  return (
    <Button variant="default" onClick={() => ask('resolve')}>
      {t('resolve')}
    </Button>
  )
}

/** Runs while the customer waits; then it says how it went. */
function Clock({ one, ask }: HeadProps) {
  const t = useText(messages)
  const when = useWhen()
  if (one.state !== 'open') return <Over one={one} />
  return (
    <>
      <span className="row wrap clock">
        <Stitches until={one.dueAt} size="large" />
        <TimeLeft until={one.dueAt} pill />
      </span>
      <span className="row sm dim num">
        {t('answer-by', { time: when.full(one.dueAt) })}
        {one.may.due && (
          <Button variant="subtle" size="compact-sm" className="no-print" onClick={() => ask('due')}>
            {t('due.other')}
          </Button>
        )}
      </span>
    </>
  )
}

function Over({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const { duration } = useFormats()
  const time = one.firstRepliedAt && duration((one.firstRepliedAt.getTime() - one.openedAt.getTime()) / 60_000)
  const onTime = one.firstRepliedAt && one.firstRepliedAt <= one.dueAt
  const name = one.firstRepliedBy?.name
  return (
    <span className="row wrap clock">
      {one.state === 'resolved' && (
        <Signal kind="good" pill>
          {one.resolvedBy ? t('resolved-by', { name: one.resolvedBy.name }) : t('resolved')}
        </Signal>
      )}
      {time && (
        <Signal kind={onTime ? 'good' : 'late'} pill={one.state === 'replied'}>
          {name ? t('replied-after-by', { name, time }) : t('replied-after', { time })}
        </Signal>
      )}
    </span>
  )
}

function Owner({ one, ask }: HeadProps) {
  const t = useText(messages)
  const words = t('owner', { name: one.owner.name })
  const icon = <IconUserCircle size={17} stroke={1.7} aria-hidden />
  if (!one.may.assign) return <span className="row sm soft fact">{words}</span>
  return (
    <Button variant="subtle" size="compact-sm" leftSection={icon} onClick={() => ask('assign')}>
      {words}
    </Button>
  )
}

function Topic({ one, ask }: HeadProps) {
  const t = useText(messages)
  const words = one.topic ? t('topic', { name: one.topic.name }) : t('topic.none')
  const icon = <IconTag size={17} stroke={1.7} aria-hidden />
  if (!one.may.assign) return one.topic && <span className="row sm soft fact">{words}</span>
  return (
    <Button variant="subtle" size="compact-sm" leftSection={icon} onClick={() => ask('topic')}>
      {words}
    </Button>
  )
}

function Merge({ ask }: Pick<HeadProps, 'ask'>) {
  const t = useText(messages)
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      className="no-print"
      leftSection={<IconArrowMerge size={17} stroke={1.7} aria-hidden />}
      onClick={() => ask('merge')}
    >
      {t('merge.with')}
    </Button>
  )
}
