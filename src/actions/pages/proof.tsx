import { Card, Signal, Thread } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import type { Proof as Looked } from '../api.ts'
import messages from '../messages/index.ts'
import { ControlChart } from './control-chart.tsx'
import { kindOf } from './verdict.tsx'

/** One look: the verdict as a sentence, both rates, how many times as often and the likely range; then week by week. */
export function Proof({ proof }: { proof: Looked }) {
  const t = useText(messages)
  const { date } = useFormats()
  const per = useRates(proof)
  return (
    <Card>
      <div className="row between wrap">
        <Signal kind={kindOf[proof.verdict]} pill>
          {t(`verdict.${proof.verdict}`)}
        </Signal>
        <span className="sm dim num">{t('proof.looked', { day: date(proof.at) })}</span>
      </div>
      <p className="proof-sentence">{useSentence(proof)}</p>
      {proof.relapse && <Signal kind="bad">{t('relapsed')}</Signal>}
      <Ratio proof={proof} />
      <dl className="proof-rates">
        <div>
          <dt>{t('before')}</dt>
          <dd className="num">{per.before}</dd>
        </div>
        <div>
          <dt>{t('after')}</dt>
          <dd className="num">{per.after}</dd>
        </div>
      </dl>
      <ControlChart proof={proof} />
      <p className="xs dim">{useSmallPrint(proof)}</p>
    </Card>
  )
}

/** "4.2 of 1,000 contacts (31 cases)". */
function useRates({ before, after, basis }: Looked) {
  const t = useText(messages)
  const { number } = useFormats()
  const say = ({ count, exposure }: Looked['before']) =>
    exposure === 0 ? t('rate.none') : t(`rate.${basis}`, { rate: number((1000 * count) / exposure, 1), n: count })
  return { before: say(before), after: say(after) }
}

function useSentence({ verdict, before, after, ratio, basis }: Looked): string {
  const t = useText(messages)
  const { number } = useFormats()
  const expected = number(before.exposure === 0 ? 0 : (before.count / before.exposure) * after.exposure, 0)
  const facts = { n: after.count, expected, all: number(after.exposure) }
  const range = { low: number(ratio?.low ?? 0, 2), high: number(ratio?.high ?? 0, 2), value: number(ratio?.value ?? 0, 2) }
  if (verdict === 'early') return t('says.early', facts)
  if (verdict === 'gone') return t(`says.gone.${basis}`, facts)
  if (verdict === 'less' && ratio?.high != null)
    return t('says.less', { least: number(100 * (1 - ratio.high)), most: number(100 * (1 - ratio.low)), ...facts })
  if (verdict === 'more') return ratio?.high != null ? t('says.more', { ...range, ...facts }) : t('says.new', facts)
  return t('says.unclear', { ...range, ...facts })
}

/** As often as before is the dashed peg at 1. */
function Ratio({ proof: { ratio, verdict } }: { proof: Looked }) {
  const t = useText(messages)
  const { number } = useFormats()
  if (!ratio || ratio.value === null || ratio.high === null) return null
  const most = Math.max(2, Math.min(8, ratio.high * 1.1))
  const words = t('ratio', { value: number(ratio.value, 2), low: number(ratio.low, 2), high: number(ratio.high, 2) })
  return (
    <div className="proof-ratio">
      <Thread low={ratio.low} high={ratio.high} value={ratio.value} target={1} min={0} max={most} kind={kindOf[verdict]} label={words} />
      <span className="sm soft">{words}</span>
    </div>
  )
}

function useSmallPrint({ knownShare, dispersion, basis, weeks }: Looked): string {
  const t = useText(messages)
  const { number } = useFormats()
  const left = weeks.filter(week => week.side === 'left-out').length
  return [
    t(`small.${basis}`),
    t('small.weeks', {
      before: weeks.filter(week => week.side === 'before').length,
      after: weeks.filter(week => week.side === 'after').length,
    }),
    left > 0 && t('small.left-out', { n: left }),
    knownShare < 0.97 && t('small.known', { share: number(100 * knownShare) }),
    dispersion > 1.2 && t('small.dispersion', { times: number(dispersion, 1) }),
  ]
    .filter(Boolean)
    .join(' ')
}
