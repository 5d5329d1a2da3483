import { listTopics } from '#customers/api.ts'
import { listMembers } from '#directory/api.ts'
import { listCauses } from '#inbox/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import {
  AreaField,
  ChoiceField,
  DayField,
  Form,
  SelectField,
  Submit,
  TagsInput,
  TextField,
  undoable,
  useFormHere,
  useMe,
} from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import {
  addBulletin,
  type Bulletin,
  type BulletinKind,
  bulletinKinds,
  changeBulletin,
  listAffected,
  listBulletins,
  readBulletin,
} from '../api.ts'
import messages from '../messages/index.ts'

type Props = {
  bulletin?: Bulletin
  kind?: BulletinKind
  causes?: readonly { id: string; name: string }[]
  actionId?: string
  onDone: () => void
}
type Values = {
  kind: string
  title: string
  workaround: string
  ownerId: string
  causes: string[]
  topics: string[]
  from: string
  until: string
  q: string
}
const refresh = [listBulletins, readBulletin, listAffected]

/** What it is about and whom it touches: everybody with a case or words that all of these let through. */
export function BulletinForm({ bulletin, kind = 'gap', causes = [], actionId, onDone }: Props) {
  const t = useText(messages)
  const go = useGo()
  const { workspace } = useMe()
  const known = useNames(causes)
  const filter = bulletin?.filter
  const start: Values = {
    kind: bulletin?.kind ?? kind,
    title: bulletin?.title ?? '',
    workaround: bulletin?.workaround ?? '',
    ownerId: bulletin?.owner.id ?? '',
    causes: bulletin ? known.causes.filter(one => filter?.causeIds.includes(one.id)).map(one => one.name) : causes.map(one => one.name),
    topics: known.topics.filter(one => filter?.topicIds.includes(one.id)).map(one => one.name),
    from: dayIn(filter?.from ?? null, workspace?.zone),
    until: dayIn(filter?.until ?? null, workspace?.zone),
    q: filter?.q ?? '',
  }
  const add = useSend(addBulletin, { refresh, onDone: ({ id }) => void go('/actions/news/$id', { params: { id } }) })
  const change = useSend(changeBulletin, { refresh })
  const input = (values: Values) => ({
    title: values.title,
    workaround: values.workaround,
    ownerId: values.ownerId,
    filter: {
      causeIds: known.causes.filter(one => values.causes.includes(one.name)).map(one => one.id),
      topicIds: known.topics.filter(one => values.topics.includes(one.name)).map(one => one.id),
      accountIds: filter?.accountIds ?? [],
      from: values.from ? new Date(`${values.from}T00:00:00Z`) : null,
      until: values.until ? new Date(`${values.until}T23:59:59Z`) : null,
      q: values.q,
    },
    ...(bulletin ? { id: bulletin.id } : { kind: values.kind, ...(actionId && { actionId }) }),
  })
  const done = () => {
    onDone()
    if (bulletin) undoable({ text: t('saved'), undo: () => change.mutate(input(start) as never) })
  }
  return (
    <Form
      schema={bulletin ? changeBulletin.input : addBulletin.input}
      start={start}
      send={bulletin ? change : add}
      input={input}
      keep={bulletin ? `bulletin-${bulletin.id}` : 'bulletin'}
      onDone={done}
      label={t(bulletin ? 'change' : 'add')}
    >
      {!bulletin && (
        <SelectField name="kind" label={t('kind')} options={bulletinKinds.map(value => ({ value, label: t(`kind.${value}`) }))} />
      )}
      <TextField name="title" label={t('title')} required autoFocus />
      <AreaField name="workaround" label={t('workaround')} hint={t('workaround.hint')} />
      <ChoiceField
        name="ownerId"
        label={t('owner')}
        from={listMembers}
        option={({ id, name }) => ({ value: id, label: name })}
        {...(bulletin && { chosen: bulletin.owner.name })}
      />
      <p className="sm soft">{t('filter.why')}</p>
      <Names name="causes" label={t('filter.causes')} names={known.causes.map(one => one.name)} />
      <Names name="topics" label={t('filter.topics')} names={known.topics.map(one => one.name)} />
      <DayField name="from" label={t('filter.from')} />
      <DayField name="until" label={t('filter.until')} />
      <TextField name="q" label={t('filter.q')} hint={t('filter.q-hint')} />
      <Submit>{t(bulletin ? 'save' : 'add')}</Submit>
    </Form>
  )
}

const dayIn = (at: Date | null, zone = 'UTC') => (at ? new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at) : '')

function useNames(causes: readonly { id: string; name: string }[]) {
  const all = useAsk(listCauses, {}).map(({ id, name }) => ({ id, name }))
  const topics = useAsk(listTopics, {}).items.map(({ id, name }) => ({ id, name }))
  return { causes: [...all, ...causes.filter(one => !all.some(other => other.id === one.id))], topics }
}

function Names({ name, label, names }: { name: string; label: string; names: string[] }) {
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps(name)
  const all = [...new Set(names)]
  return (
    <TagsInput
      label={label}
      data={all}
      value={value}
      onChange={next => onChange(next.filter(one => all.includes(one)))}
      error={error}
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={220}
    />
  )
}
