import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useList } from '#ui/api.ts'
import { Dialog, Empty, List, Page, PageTabs, Select, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type ActionState, actionKinds, actionStates, listActions } from '../api.ts'
import messages from '../messages/index.ts'
import { ActionForm } from './action-form.tsx'
import { ActionCard } from './card.tsx'
import { BoardSearch } from './search.ts'
import './actions.css'

/** What is done so that it does not happen again, from planned to proved. */
export default function Board() {
  const t = useText(messages)
  const may = useMay()('actions.change')
  const { search, setSearch } = usePlace('/actions', BoardSearch)
  const [adding, setAdding] = useState(search.new !== undefined)
  const close = () => {
    setAdding(false)
    setSearch({ new: undefined })
  }
  return (
    <Page title={t('actions')} sentence={t('actions.why')} action={may && <Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <PageTabs of="/actions" />
      <Filters />
      <div className="board">
        {actionStates.map(state => (
          <Column key={state} state={state} />
        ))}
      </div>
      <Dialog open={adding} onClose={close} title={t('add')} side>
        <ActionForm causeId={search.new} onDone={close} />
      </Dialog>
    </Page>
  )
}

function Filters() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/actions', BoardSearch)
  return (
    <div className="tools board-tools">
      <Select
        aria-label={t('kind')}
        placeholder={t('kind.any')}
        clearable
        data={actionKinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        value={search.kind ?? null}
        onChange={value => setSearch({ kind: value ?? undefined })}
      />
      <Checkbox
        label={t('mine')}
        checked={search.mine ?? false}
        onChange={event => setSearch({ mine: event.currentTarget.checked || undefined })}
      />
      <Checkbox
        label={t('overdue')}
        checked={search.overdue ?? false}
        onChange={event => setSearch({ overdue: event.currentTarget.checked || undefined })}
      />
      {search.cause && (
        <To page="/actions" className="sm">
          {t('all-causes')}
        </To>
      )}
    </div>
  )
}

function Column({ state }: { state: ActionState }) {
  const t = useText(messages)
  const { search } = usePlace('/actions', BoardSearch)
  const { mine, overdue, cause } = search
  const kind = actionKinds.find(one => one === search.kind)
  const list = useList(listActions, {
    state,
    ...(mine && { mine }),
    ...(overdue && { overdue }),
    ...(cause && { cause }),
    ...(kind && { kind }),
  })
  return (
    <section className="board-column" aria-label={t(`state.${state}`)}>
      <h2>
        {t(`state.${state}`)} <span className="num dim">{list.waiting ? '' : `${list.items.length}${list.more ? '+' : ''}`}</span>
      </h2>
      <List
        list={list}
        label={t(`state.${state}`)}
        keyOf={one => one.id}
        className="cards"
        empty={<Empty title={t(`none.${state}`)} />}
        row={one => <ActionCard action={one} />}
      />
    </section>
  )
}
