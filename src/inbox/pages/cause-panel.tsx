import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { confirm, Form, Select, SelectField, Submit, TextField, undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { changeCause, listCases, listCauses, mergeCause } from '../api.ts'
import messages from '../messages/index.ts'
import type { Cause } from './Causes.tsx'
import { useTopics } from './topics.ts'

type Props = { cause: Cause; onClose: () => void }
const refresh = [listCauses, listCases]

/** As it stands, for changing a part of it and for the way back. */
const asStored = ({ id, name, topic, archivedAt }: Cause) => ({ id, name, topicId: topic?.id ?? null, archived: archivedAt !== null })

/** All that can be done with a cause. */
export function CausePanel(props: Props) {
  return (
    <div className="cause-panel">
      <Rename {...props} />
      <Merge {...props} />
      <Archive {...props} />
    </div>
  )
}

function Rename({ cause, onClose }: Props) {
  const t = useText(messages)
  const topics = useTopics()
  const before = asStored(cause)
  const back = useSend(changeCause, { refresh })
  const done = () => {
    onClose()
    undoable({ text: t('cause.saved'), undo: () => back.mutate(before) })
  }
  const send = useSend(changeCause, { refresh, onDone: done })
  return (
    <Form
      schema={changeCause.input}
      start={{ name: before.name, topicId: before.topicId }}
      send={send}
      input={({ name, topicId }) => ({ ...before, name, topicId: topicId || null })}
      label={t('cause.change-of', { name: cause.name })}
    >
      <TextField name="name" label={t('cause.name')} required autoFocus autoComplete="off" />
      <SelectField name="topicId" label={t('topic.field')} options={topics} clearable />
      <Submit>{t('cause.save')}</Submit>
    </Form>
  )
}

/** There is no way back from a merge, so it asks. */
function Merge({ cause, onClose }: Props) {
  const t = useText(messages)
  const others = useAsk(listCauses, {}).filter(one => one.id !== cause.id)
  const [into, setInto] = useState<string | null>(null)
  const winner = others.find(one => one.id === into)
  const send = useSend(mergeCause, { refresh, onDone: onClose })
  const merge = async () => {
    if (!winner) return
    const facts = { loser: cause.name, name: winner.name, n: cause.cases }
    const sure = await confirm({
      title: t('cause.merge'),
      text: t('cause.merge-sure', facts),
      button: t('cause.merge-button'),
      danger: true,
    })
    if (sure) send.mutate({ id: cause.id, into: winner.id })
  }
  return (
    <section className="cause-part">
      <h3>{t('cause.merge')}</h3>
      <p className="sm soft">{t('cause.merge-why')}</p>
      <Select
        label={t('cause.merge-into')}
        searchable
        data={others.map(one => ({ value: one.id, label: one.name }))}
        value={into}
        onChange={setInto}
        comboboxProps={{ withinPortal: false }}
      />
      <Button variant="default" disabled={!winner} loading={send.isPending} onClick={() => void merge()}>
        {t('cause.merge-button')}
      </Button>
    </section>
  )
}

function Archive({ cause, onClose }: Props) {
  const t = useText(messages)
  const before = asStored(cause)
  const back = useSend(changeCause, { refresh })
  const done = () => {
    onClose()
    undoable({ text: t(before.archived ? 'cause.restored' : 'cause.archived-now', { name: cause.name }), undo: () => back.mutate(before) })
  }
  const send = useSend(changeCause, { refresh, onDone: done })
  return (
    <section className="cause-part">
      <p className="sm soft">{t('cause.archive-why')}</p>
      <Button variant="default" loading={send.isPending} onClick={() => send.mutate({ ...before, archived: !before.archived })}>
        {t(before.archived ? 'cause.restore' : 'cause.archive')}
      </Button>
    </section>
  )
}
