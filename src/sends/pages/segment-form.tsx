import { listAccounts, listTopics } from '#customers/api.ts'
import { listMembers } from '#directory/api.ts'
import { type Item, useSend } from '#ui/api.ts'
import { AreaField, CheckField, ChoiceField, Form, NumberField, Submit, TextField, useFormHere } from '#ui/index.ts'
import { type Language, languageNames, languages, useText } from '#ui/text.tsx'
import { addSegment, changeSegment, listSegments, peopleOf } from '../api.ts'
import messages from '../messages/index.ts'
import { Filter } from '../segment-api.ts'
import './sends.css'

type Segment = Item<typeof listSegments>
const nothing = Filter.parse({})

/** Of each field that takes several, the form takes one or a list with commas; a filter made by a program keeps what the form does not show. */
const startOf = (segment?: Segment) => {
  const filter = segment?.filter ?? nothing
  return {
    name: segment?.name ?? '',
    languages: filter.languages,
    accountId: filter.accountIds[0] ?? '',
    ownerId: filter.ownerIds[0] ?? '',
    topicId: filter.topicIds[0] ?? '',
    plans: filter.plans.join(', '),
    sources: filter.sources.join(', '),
    preference: filter.preference,
    caseWithinDays: filter.caseWithinDays ?? '',
    noCaseForDays: filter.noCaseForDays ?? '',
    notAskedForDays: filter.notAskedForDays ?? '',
    neverAsked: filter.neverAsked,
    list: filter.list?.join('\n') ?? '',
  }
}
type Values = ReturnType<typeof startOf>

const several = (text: string) =>
  text
    .split(/[\n,;]+/)
    .map(one => one.trim())
    .filter(Boolean)
const orNull = (given: number | string) => (given === '' ? null : Number(given))
const listOf = (id: string) => (id ? [id] : [])

const filterOf = (values: Values): Filter => ({
  languages: values.languages,
  accountIds: listOf(values.accountId),
  ownerIds: listOf(values.ownerId),
  topicIds: listOf(values.topicId),
  plans: several(values.plans),
  sources: several(values.sources),
  preference: values.preference,
  caseWithinDays: orNull(values.caseWithinDays),
  noCaseForDays: orNull(values.noCaseForDays),
  notAskedForDays: orNull(values.notAskedForDays),
  neverAsked: values.neverAsked,
  list: values.list.trim() === '' ? null : several(values.list),
})

/** A new segment, or another filter for one. */
export function SegmentForm({ segment, onDone }: { segment?: Segment; onDone: () => void }) {
  const t = useText(messages)
  const refresh = [listSegments, peopleOf]
  const add = useSend(addSegment, { refresh, onDone })
  const change = useSend(changeSegment, { refresh, onDone })
  const input = (values: Values) => ({ ...(segment && { id: segment.id }), name: values.name, filter: filterOf(values) })
  const option = (one: { id: string; name: string }) => ({ value: one.id, label: one.name })
  return (
    <Form
      schema={segment ? changeSegment.input : addSegment.input}
      start={startOf(segment)}
      send={segment ? change : add}
      input={input}
      label={segment?.name ?? t('add.segment')}
    >
      <TextField name="name" label={t('name')} required autoFocus />
      <Languages />
      <ChoiceField name="accountId" label={t('account')} from={listAccounts} option={option} clearable />
      <TextField name="plans" label={t('plans')} hint={t('several.hint')} />
      <ChoiceField name="ownerId" label={t('owner')} from={listMembers} option={option} clearable />
      <ChoiceField name="topicId" label={t('topic')} from={listTopics} option={option} clearable />
      <NumberField name="caseWithinDays" label={t('case-within')} min={1} />
      <NumberField name="noCaseForDays" label={t('no-case-for')} min={1} />
      <NumberField name="notAskedForDays" label={t('not-asked-for')} min={1} />
      <CheckField name="neverAsked" label={t('never-asked')} />
      <TextField name="preference" label={t('preference')} hint={t('preference.hint')} />
      <TextField name="sources" label={t('sources')} hint={t('several.hint')} />
      <AreaField name="list" label={t('list')} hint={t('list.hint')} rows={4} />
      <Submit>{t('save')}</Submit>
    </Form>
  )
}

function Languages() {
  const t = useText(messages)
  const { form } = useFormHere()
  const chosen = form.getValues().languages as string[]
  const toggle = (one: Language) =>
    form.setFieldValue('languages', chosen.includes(one) ? chosen.filter(other => other !== one) : [...chosen, one])
  return (
    <fieldset>
      <legend className="field-label">{t('column.language')}</legend>
      <div className="chips">
        {languages.map(one => (
          <button key={one} type="button" lang={one} aria-pressed={chosen.includes(one)} onClick={() => toggle(one)}>
            {languageNames[one]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
