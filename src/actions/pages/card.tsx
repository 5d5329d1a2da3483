import { Button } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useSend } from '#ui/api.ts'
import { Signal, undoable, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { type Action, listActions, moveAction, readAction } from '../api.ts'
import messages from '../messages/index.ts'
import { VerdictSignal } from './verdict.tsx'

/** One action on the board: what, why, who, until when; and the step to the next column as a button. */
export function ActionCard({ action }: { action: Action }) {
  const t = useText(messages)
  return (
    <article className="card action-card">
      <h3>
        <To page="/actions/$id" params={{ id: action.id }}>
          {action.what}
        </To>
      </h3>
      <p className="sm soft action-why">{action.causes.map(one => one.name).join(' · ')}</p>
      <div className="row wrap sm">
        <span className="tag">{t(`kind.${action.kind}`)}</span>
        <Due action={action} />
      </div>
      <VerdictSignal action={action} />
      <div className="row between wrap">
        <span className="row sm soft">
          <Who name={action.owner.name} kind="member" size="small" />
          {action.owner.name}
        </span>
        {action.mayMove && <Steps action={action} />}
      </div>
    </article>
  )
}

/** Until when; when it is done, the day on which it is looked at. */
export function Due({ action: { state, dueOn, checkOn, overdue } }: { action: Action }) {
  const t = useText(messages)
  const { date } = useFormats()
  if (state === 'checked') return null
  if (state === 'done') return checkOn && <span className="row dim num">{t('check-on', { day: date(checkOn) })}</span>
  if (overdue) return <Signal kind="late">{t('due.over', { day: date(dueOn) })}</Signal>
  return (
    <span className="row dim num">
      <IconCalendar size={15} stroke={1.7} aria-hidden />
      {t('due', { day: date(dueOn) })}
    </span>
  )
}

const next = { planned: 'doing', doing: 'done' } as const
const back = { doing: 'planned', done: 'doing', checked: 'doing' } as const

function Steps({ action }: { action: Action }) {
  const t = useText(messages)
  const undo = useSend(moveAction, { refresh: [listActions, readAction] })
  const move = useSend(moveAction, {
    refresh: [listActions, readAction],
    onDone: ({ state }) => {
      const before = action.state
      if (before !== 'checked')
        undoable({ text: t('moved', { state: t(`state.${state}`) }), undo: () => undo.mutate({ id: action.id, state: before }) })
    },
  })
  const step = (state: 'planned' | 'doing' | 'done') => move.mutate({ id: action.id, state })
  const [on, off] = [next[action.state as 'planned'], back[action.state as 'doing']]
  return (
    <span className="row no-print">
      {off && (
        <Button variant="subtle" size="compact-sm" onClick={() => step(off)} aria-label={t(`back.${off}-of`, { what: action.what })}>
          {t(`back.${off}`)}
        </Button>
      )}
      {on && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => step(on)}
          loading={move.isPending}
          aria-label={t(`next.${on}-of`, { what: action.what })}
        >
          {t(`next.${on}`)}
        </Button>
      )}
    </span>
  )
}
