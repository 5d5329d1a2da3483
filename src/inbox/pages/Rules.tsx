import { Checkbox } from '@mantine/core'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import { Card, Page, PageTabs, Select, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { listRules, setRule } from '../api.ts'
import messages from '../messages/index.ts'
import './causes.css'

type Rule = Out<typeof listRules>[number]

/** From which score on a case opens by itself. */
export default function Rules() {
  const t = useText(messages)
  const may = useMay()('inbox.rules')
  const rules = useAsk(listRules, {})
  return (
    <Page title={t('rules')} sentence={t(may ? 'rules.why' : 'rules.read')}>
      <PageTabs of="/settings" />
      <Card>
        <ul className="cause-rows">
          {rules.map(rule => (
            <li key={rule.scale} className="rule-row">
              <Said rule={rule} />
              {may && <Change rule={rule} />}
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  )
}

/** The scores that open a case, as one reads them: `0–6`, or one number. */
function scoresUpTo({ min, max, direction }: Rule, threshold: number): string {
  const [from, to] = direction === 'up' ? [min, threshold] : [threshold, max]
  return from === to ? String(from) : `${from}–${to}`
}

const useScaleName = () => {
  const t = useText(messages)
  return (scale: string) => t(`scale.${scale as 'nps'}`)
}

function Said({ rule }: { rule: Rule }) {
  const t = useText(messages)
  const { min, max, threshold, usual, enabled } = rule
  const scores = scoresUpTo(rule, threshold)
  return (
    <div>
      <b>{useScaleName()(rule.scale)}</b>{' '}
      <span className="sm dim num">
        {min}–{max}
      </span>
      <p className="sm soft">{enabled ? t('rule.opens', { scores }) : t('rule.off')}</p>
      {enabled && threshold !== usual && <p className="xs dim">{t('rule.usual', { scores: scoresUpTo(rule, usual) })}</p>}
    </div>
  )
}

/** Saved at once, with the way back. */
function Change({ rule }: { rule: Rule }) {
  const t = useText(messages)
  const name = useScaleName()(rule.scale)
  const { scale, min, max, threshold, enabled } = rule
  const send = useSend(setRule, { refresh: [listRules] })
  const save = (next: { threshold: number; enabled: boolean }) =>
    send.mutate(
      { scale, ...next },
      { onSuccess: () => undoable({ text: t('rule.saved', { name }), undo: () => send.mutate({ scale, threshold, enabled }) }) },
    )
  const steps = Array.from({ length: max - min }, (_, i) => min + i + (rule.direction === 'up' ? 0 : 1))
  return (
    <>
      <Checkbox
        label={t('rule.on')}
        aria-label={t('rule.on-of', { name })}
        checked={enabled}
        disabled={send.isPending}
        onChange={event => save({ threshold, enabled: event.currentTarget.checked })}
      />
      <Select
        aria-label={t('rule.scores-of', { name })}
        data={steps.map(step => ({ value: String(step), label: scoresUpTo(rule, step) }))}
        value={String(threshold)}
        disabled={!enabled || send.isPending}
        allowDeselect={false}
        searchable={steps.length > 12}
        onChange={next => next !== null && save({ threshold: Number(next), enabled })}
      />
    </>
  )
}
