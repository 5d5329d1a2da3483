import { Button } from '@mantine/core'
import { dayIn, dayStart } from '#core/time/day-start.ts'
import { listAccounts, listTopics } from '#customers/api.ts'
import { listMembers } from '#directory/api.ts'
import { listCauses } from '#inbox/api.ts'
import { listSegments } from '#sends/api.ts'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import {
  AreaField,
  Choice,
  ChoiceField,
  DayField,
  Form,
  SelectField,
  Submit,
  TagsInput,
  TextField,
  undoable,
  useFormHere,
} from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { addBulletin, type BulletinKind, bulletinKinds, changeBulletin, listAffected, listBulletins, readBulletin } from '../api.ts'
import messages from '../messages/index.ts'

type Named = { id: string; name: string }
type Props = {
  bulletin?: Out<typeof readBulletin>
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
  accounts: Named[]
  channels: string[]
  segmentId: string
  from: string
  until: string
  q: string
}
const refresh = [listBulletins, readBulletin, listAffected]

/** What it is about and whom it touches: everybody with a case or words that all of these let through. */
export function BulletinForm({ bulletin, kind = 'gap', causes = [], actionId, onDone }: Props) {
  const t = useText(messages)
  const go = useGo()
  const { zone } = useFormats()
  const known = useNames(causes)
  const filter = bulletin?.filter
  const start: Values = {
    kind: bulletin?.kind ?? kind,
    title: bulletin?.title ?? '',
    workaround: bulletin?.workaround ?? '',
    ownerId: bulletin?.owner.id ?? '',
    causes: bulletin ? known.causes.filter(one => filter?.causeIds.includes(one.id)).map(one => one.name) : causes.map(one => one.name),
    topics: known.topics.filter(one => filter?.topicIds.includes(one.id)).map(one => one.name),
    accounts: bulletin?.names.accounts ?? [],
    channels: filter?.channels ?? [],
    segmentId: filter?.segmentId ?? '',
    from: filter?.from ? dayIn(filter.from, zone) : '',
    // The day that ends with it.
    until: filter?.until ? dayIn(new Date(filter.until.getTime() - 1), zone) : '',
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
      accountIds: values.accounts.map(one => one.id),
      channels: values.channels,
      segmentId: values.segmentId || null,
      from: values.from ? dayStart(values.from, zone) : null,
      until: values.until ? dayStart(dayAfter(values.until), zone) : null,
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
      <Accounts />
      <ChoiceField
        name="segmentId"
        label={t('filter.segment')}
        from={listSegments}
        option={({ id, name }) => ({ value: id, label: name })}
        clearable
        {...(bulletin?.names.segment && { chosen: bulletin.names.segment })}
      />
      <Channels />
      <DayField name="from" label={t('filter.from')} />
      <DayField name="until" label={t('filter.until')} />
      <TextField name="q" label={t('filter.q')} hint={t('filter.q-hint')} />
      <Submit>{t(bulletin ? 'save' : 'add')}</Submit>
    </Form>
  )
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

/** Companies, each found by typing. */
function Accounts() {
  const t = useText(messages)
  const { form } = useFormHere()
  const chosen = (form.getValues() as Values).accounts
  const set = (next: Named[]) => form.setFieldValue('accounts', next)
  return (
    <div className="stack">
      <Choice
        from={listAccounts}
        label={t('filter.accounts')}
        option={({ id, name }) => ({ value: id, label: name })}
        value={null}
        onChange={(id, one) => id && one && !chosen.some(other => other.id === id) && set([...chosen, { id, name: one.name }])}
      />
      {chosen.length > 0 && (
        <ul className="row wrap" aria-label={t('filter.accounts')}>
          {chosen.map(one => (
            <li key={one.id}>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('filter.account-out', { name: one.name })}
                onClick={() => set(chosen.filter(other => other.id !== one.id))}
              >
                {one.name} ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Channels() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps('channels')
  return <TagsInput label={t('filter.channels')} description={t('filter.channels-hint')} value={value} onChange={onChange} error={error} />
}

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
