import { listMembers } from '#directory/api.ts'
import { listCauses } from '#inbox/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import { AreaField, ChoiceField, DayField, Form, NumberField, SelectField, Submit, TagsInput, undoable, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Action, actionKinds, addAction, changeAction, listActions, readAction, readCause } from '../api.ts'
import messages from '../messages/index.ts'

type Props = { action?: Action; causeId?: string | undefined; onDone: () => void }
type Values = { what: string; kind: string; ownerId: string; dueOn: string; causeIds: string[]; checkAfterWeeks: number }
type Cause = { id: string; name: string }

const refresh = [listActions, readAction, readCause]

/** What changes, why, who does it and until when; and after how long we look whether it helped. */
export function ActionForm({ action, causeId, onDone }: Props) {
  const t = useText(messages)
  const causes: Cause[] = useAsk(listCauses, {}).map(({ id, name }) => ({ id, name }))
  const named = (id: string) => causes.find(one => one.id === id)?.name
  const known = [...causes, ...(action?.causes ?? []).filter(one => !named(one.id))]
  const start: Values = {
    what: action?.what ?? '',
    kind: action?.kind ?? 'process',
    ownerId: action?.owner.id ?? '',
    dueOn: action?.dueOn ?? '',
    causeIds: action?.causes.map(one => one.name) ?? (causeId ? [named(causeId) ?? ''].filter(Boolean) : []),
    checkAfterWeeks: Math.round((action?.checkAfterDays ?? 56) / 7),
  }
  const add = useSend(addAction, { refresh })
  const change = useSend(changeAction, { refresh })
  const input = ({ checkAfterWeeks, causeIds, ...rest }: Values) => ({
    ...rest,
    ...(action && { id: action.id }),
    checkAfterDays: checkAfterWeeks * 7,
    causeIds: known.filter(one => causeIds.includes(one.name)).map(one => one.id),
  })
  const done = () => {
    onDone()
    if (action) undoable({ text: t('saved'), undo: () => change.mutate({ ...input(start), id: action.id } as never) })
  }
  return (
    <Form
      schema={action ? changeAction.input : addAction.input}
      start={start}
      send={action ? change : add}
      input={input}
      keep={action ? `action-${action.id}` : 'action'}
      onDone={done}
      label={t(action ? 'change' : 'add')}
    >
      <AreaField name="what" label={t('what')} hint={t('what.hint')} required autoFocus />
      <Causes causes={known} />
      <SelectField name="kind" label={t('kind')} options={actionKinds.map(value => ({ value, label: t(`kind.${value}`) }))} />
      <ChoiceField
        name="ownerId"
        label={t('owner')}
        from={listMembers}
        option={({ id, name }) => ({ value: id, label: name })}
        {...(action && { chosen: action.owner.name })}
      />
      <DayField name="dueOn" label={t('due-on')} />
      <NumberField name="checkAfterWeeks" label={t('check-after')} hint={t('check-after.hint')} min={1} max={52} />
      <Submit>{t(action ? 'save' : 'add')}</Submit>
    </Form>
  )
}

function Causes({ causes }: { causes: Cause[] }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const names = causes.map(one => one.name)
  const { value, onChange, error } = form.getInputProps('causeIds')
  return (
    <TagsInput
      label={t('causes')}
      description={t('causes.hint')}
      withAsterisk
      data={names}
      value={value}
      onChange={next => onChange(next.filter(one => names.includes(one)))}
      error={error}
      data-path="causeIds"
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={220}
    />
  )
}
