import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, Page, Section, Signal, undoable, Who } from '#ui/index.ts'
import { To, useGo, usePlace } from '#ui/page.tsx'
import { Slot } from '#ui/slot.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { archiveAction, checkAction, listActions, readAction } from '../api.ts'
import messages from '../messages/index.ts'
import { ActionForm } from './action-form.tsx'
import { Due } from './card.tsx'
import { Proof } from './proof.tsx'
import { VerdictSignal } from './verdict.tsx'
import './actions.css'

type Whole = Out<typeof readAction>

/** One action: what and why, whether it helped, and everything that was done. */
export default function Action() {
  const t = useText(messages)
  const { params } = usePlace('/actions/$id')
  const action = useAsk(readAction, { id: params.id })
  const [changing, setChanging] = useState(false)
  return (
    <Page
      title={action.what}
      trail={[{ page: '/actions', label: t('actions') }]}
      over={t(`state.${action.state}`)}
      action={action.mayMove && <Button onClick={() => setChanging(true)}>{t('change')}</Button>}
    >
      <div className="cols">
        <div className="stack action-main">
          <Facts action={action} />
          <Proofs action={action} />
          <Slot of="action" actionId={action.id} />
        </div>
        <aside className="stack action-side">
          <Met action={action} />
          <History action={action} />
          <PutAway action={action} />
        </aside>
      </div>
      <Dialog open={changing} onClose={() => setChanging(false)} title={t('change')} side>
        <ActionForm action={action} onDone={() => setChanging(false)} />
      </Dialog>
    </Page>
  )
}

function Facts({ action }: { action: Whole }) {
  const t = useText(messages)
  return (
    <Card>
      <div className="row wrap action-facts">
        <span className="row">
          <Who name={action.owner.name} kind="member" />
          {action.owner.name}
        </span>
        <span className="tag">{t(`kind.${action.kind}`)}</span>
        <Due action={action} />
        <VerdictSignal action={action} />
      </div>
      <h2 className="sm dim">{t('against')}</h2>
      <ul className="row wrap">
        {action.causes.map(one => (
          <li key={one.id}>
            <To page="/actions/causes/$id" params={{ id: one.id }}>
              {one.name}
            </To>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Proofs({ action }: { action: Whole }) {
  const t = useText(messages)
  const send = useSend(checkAction, { refresh: [readAction, listActions] })
  const [newest, ...earlier] = action.proofs
  const now = action.doneAt && action.mayMove && (
    <Button variant="default" loading={send.isPending} onClick={() => send.mutate({ id: action.id })}>
      {t('check-now')}
    </Button>
  )
  return (
    <Section title={t('proof')} aside={now}>
      {newest ? (
        <Proof proof={newest} />
      ) : (
        <Card>
          <Empty title={t('proof.none')}>{t(action.doneAt ? 'proof.none-done' : 'proof.none-why')}</Empty>
        </Card>
      )}
      {earlier.length > 0 && (
        <details className="as-table">
          <summary>{t('proof.earlier', { n: earlier.length })}</summary>
          <div className="stack">
            {earlier.map(one => (
              <Proof key={one.id} proof={one} />
            ))}
          </div>
        </details>
      )}
    </Section>
  )
}

function Met({ action: { causes, cases, customers } }: { action: Whole }) {
  const t = useText(messages)
  const [first] = causes
  return (
    <Section title={t('met')} level={3}>
      <p>{t('met.many', { n: cases, customers })}</p>
      {first && cases > 0 && (
        <p className="sm">
          <To page="/inbox" search={{ cause: first.id, view: 'all', order: 'newest' }}>
            {t('met.open')}
          </To>
        </p>
      )}
    </Section>
  )
}

const told = ['added', 'changed', 'moved', 'overdue', 'proved', 'relapsed'] as const
const states = ['planned', 'doing', 'done', 'checked'] as const
const verdictsOf = ['gone', 'less', 'unclear', 'more', 'early'] as const

function History({ action }: { action: Whole }) {
  const t = useText(messages)
  const whatOf = ({ what, to }: Whole['history'][number]) => {
    const state = states.find(one => one === to)
    const verdict = verdictsOf.find(one => one === to)
    if (state) return t('history.to', { state: t(`state.${state}`) })
    if (verdict) return t(`verdict.${verdict}`)
    const key = told.find(one => one === what)
    return key ? t(`history.${key}`) : what
  }
  return (
    <Section title={t('history')} level={3}>
      <ol className="lines">
        {action.history.map(one => (
          <li key={one.id}>
            <span>{whatOf(one)}</span>
            <span className="xs dim">
              {one.by && `${one.by} · `}
              <Ago at={one.at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function PutAway({ action }: { action: Whole }) {
  const t = useText(messages)
  const { date } = useFormats()
  const go = useGo()
  const refresh = [listActions, readAction]
  const back = useSend(archiveAction, { refresh })
  const away = useSend(archiveAction, {
    refresh,
    onDone: () => {
      undoable({ text: t('put-away.done'), undo: () => back.mutate({ id: action.id, archived: false }) })
      void go('/actions')
    },
  })
  if (!action.mayChange) return null
  if (action.archivedAt)
    return (
      <div className="stack">
        <Signal kind="in">{t('put-away.since', { day: date(action.archivedAt) })}</Signal>
        <Button variant="default" onClick={() => back.mutate({ id: action.id, archived: false })}>
          {t('put-away.back')}
        </Button>
      </div>
    )
  return (
    <Button variant="subtle" onClick={() => away.mutate({ id: action.id, archived: true })}>
      {t('put-away')}
    </Button>
  )
}
