import { Button, Checkbox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, Dialog, Page, PageTabs, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { changeRule, listRules, type Rule, removeRule, restoreRule } from '../api.ts'
import messages from '../messages/index.ts'
import { useLines } from './lines.ts'
import { RuleForm } from './rule-form.tsx'
import './rules.css'

/** When this, then that: read as sentences, built by choosing. */
export default function Rules() {
  const t = useText(messages)
  const may = useMay()('rules.change')
  const { items } = useAsk(listRules, {})
  const [open, setOpen] = useState<Rule | 'new' | null>(null)
  const add = may && (
    <Button onClick={() => setOpen('new')} leftSection={<IconPlus size={17} aria-hidden />}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('rules')} sentence={t('why')} action={add}>
      <PageTabs of="/settings" />
      <Card>
        <ol className="rules">
          {items.map(rule => (
            <li key={rule.id}>
              <Says rule={rule} />
              {may && <Acts rule={rule} open={() => setOpen(rule)} />}
            </li>
          ))}
        </ol>
      </Card>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={t(open === 'new' ? 'add' : 'change.title')} side>
        {open && <RuleForm rule={open === 'new' ? null : open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

function Says({ rule }: { rule: Rule }) {
  const t = useText(messages)
  const { condition, action } = useLines()
  return (
    <div className={rule.enabled ? 'rule-says' : 'rule-says rule-off'}>
      {rule.name && <h3>{rule.name}</h3>}
      <p className="sm soft">{t('when', { n: rule.conditions.length })}</p>
      <ul>
        {rule.conditions.map(one => (
          <li key={JSON.stringify(one)}>{condition(one)}</li>
        ))}
      </ul>
      <p className="sm soft">{t('then')}</p>
      <ul>
        {rule.actions.map(one => (
          <li key={JSON.stringify(one)}>{action(one)}</li>
        ))}
      </ul>
    </div>
  )
}

function Acts({ rule, open }: { rule: Rule; open: () => void }) {
  const t = useText(messages)
  const { condition } = useLines()
  const { id, enabled, usual, ...rest } = rule
  const name = rule.name || condition(rule.conditions[0]!)
  const change = useSend(changeRule, { refresh: [listRules] })
  const back = useSend(restoreRule, { refresh: [listRules] })
  const remove = useSend(removeRule, {
    refresh: [listRules],
    onDone: () => undoable({ text: t('removed', { name }), undo: () => back.mutate({ id }) }),
  })
  return (
    <div className="rule-acts no-print">
      <Checkbox
        label={t('on')}
        aria-label={t('on-of', { name })}
        checked={enabled}
        disabled={change.isPending}
        onChange={event => change.mutate({ ...rest, id, enabled: event.currentTarget.checked })}
      />
      <Button variant="default" size="compact-sm" onClick={open} aria-label={t('change-of', { name })}>
        {t('change')}
      </Button>
      {!usual && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={remove.isPending}
          onClick={() => remove.mutate({ id })}
          aria-label={t('remove-of', { name })}
        >
          {t('remove')}
        </Button>
      )}
    </div>
  )
}
