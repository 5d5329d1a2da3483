import { Button, Checkbox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { sayFailure, useAsk, useSend } from '#ui/api.ts'
import { Card, Dialog, Page, PageTabs, undoable, useMay } from '#ui/index.ts'
import { useOrder } from '#ui/order.ts'
import { useText } from '#ui/text.tsx'
import { changeRule, listRules, orderRules, type Rule, removeRule, restoreRule } from '../api.ts'
import messages from '../messages/index.ts'
import { useLines } from './lines.ts'
import { RuleForm } from './rule-form.tsx'
import './rules.css'

type Open = (shown: { rule: Rule; copy: boolean }) => void

/** When this, then that: read as sentences, built by choosing. */
export default function Rules() {
  const t = useText(messages)
  const may = useMay()('rules.change')
  const { items } = useAsk(listRules, {})
  const [open, setOpen] = useState<{ rule: Rule | null; copy: boolean } | null>(null)
  const add = may && (
    <Button onClick={() => setOpen({ rule: null, copy: false })} leftSection={<IconPlus size={17} aria-hidden />}>
      {t('add')}
    </Button>
  )
  const usual = items.filter(rule => rule.usual)
  return (
    <Page title={t('rules')} sentence={t('why')} action={add}>
      <PageTabs of="/settings" />
      <div className="stack">
        <Card>
          <h2>{t('usual')}</h2>
          <ol className="rules" aria-label={t('usual')}>
            {usual.map(rule => (
              <li key={rule.id}>
                <Says rule={rule} />
                {may && <Acts rule={rule} open={setOpen} />}
              </li>
            ))}
          </ol>
        </Card>
        <Own all={items.filter(rule => !rule.usual)} may={may} open={setOpen} />
      </div>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={t(open?.rule && !open.copy ? 'change.title' : 'add')} side>
        {open && <RuleForm {...open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

/** Those of the company, in the order in which they apply: of two that say different things the later wins. */
function Own({ all, may, open }: { all: Rule[]; may: boolean; open: Open }) {
  const t = useText(messages)
  const nameOf = useNameOf()
  // As it was put, until the server has said the same.
  const [put, setPut] = useState<readonly string[]>([])
  const send = useSend(orderRules, {
    refresh: [listRules],
    onDone: () => setPut([]),
    onFail: failure => {
      setPut([])
      sayFailure(failure)
    },
  })
  const rules = put.length > 0 ? put.flatMap(id => all.find(rule => rule.id === id) ?? []) : all
  const order = useOrder({
    list: rules.map(({ id }) => ({ key: id })),
    movedTo: (place, of) => t('moved-to', { place, of }),
    move: (from, to) => {
      const ids = rules.map(({ id }) => id)
      ids.splice(to, 0, ...ids.splice(from, 1))
      setPut(ids)
      send.mutate({ ids })
    },
  })
  return (
    <Card>
      <h2>{t('own')}</h2>
      <p className="sm soft">{t(all.length === 0 ? 'own.none' : 'own.why')}</p>
      <ol className="rules" ref={order.box} aria-label={t('own')}>
        {rules.map((rule, at) => (
          <li key={rule.id} {...(may ? order.row(at) : {})}>
            <Says rule={rule} />
            {may && (
              <Acts rule={rule} open={open}>
                <button
                  type="button"
                  className="place rule-grip"
                  aria-label={t('move-of', { name: nameOf(rule), place: at + 1, of: rules.length })}
                >
                  <span className="rule-dots" aria-hidden {...order.grip(at)} />
                </button>
              </Acts>
            )}
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {order.said}
      </p>
    </Card>
  )
}

function useNameOf() {
  const { condition } = useLines()
  return (rule: Rule) => rule.name || condition(rule.conditions[0]!)
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

function Acts({ rule, open, children }: { rule: Rule; open: Open; children?: ReactNode }) {
  const t = useText(messages)
  const { id, enabled, usual, ...rest } = rule
  const name = useNameOf()(rule)
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
      <Button variant="default" size="compact-sm" onClick={() => open({ rule, copy: false })} aria-label={t('change-of', { name })}>
        {t('change')}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => open({ rule, copy: true })} aria-label={t('copy-of', { name })}>
        {t('copy')}
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
      {children}
    </div>
  )
}
