import { Textarea } from '@mantine/core'
import { scaleOf, scales } from '#core/scores/scale.ts'
import { NumberInput, Select, Several, TagsInput, useFormHere } from '#ui/index.ts'
import { useLanguage, useText } from '#ui/text.tsx'
import type { Action, Condition } from '../api.ts'
import messages from '../messages/index.ts'
import { useNames } from './lines.ts'

const nps = scales[0]!

const conditions: { [Kind in Condition['kind']]: Extract<Condition, { kind: Kind }> } = {
  score: { kind: 'score', scale: nps.id, from: nps.min, to: nps.unhappyTo },
  'own-scale': { kind: 'own-scale' },
  mood: { kind: 'mood', is: 'bad' },
  text: { kind: 'text', words: [] },
  topic: { kind: 'topic', topicIds: [] },
  plan: { kind: 'plan', plans: [] },
  revenue: { kind: 'revenue', from: 1000 },
  channel: { kind: 'channel', channels: [] },
  language: { kind: 'language', languages: [] },
  repeat: { kind: 'repeat', times: 3, days: 30 },
  silent: { kind: 'silent', days: 3 },
}
const actions: { [Kind in Action['kind']]: Extract<Action, { kind: Kind }> } = {
  open: { kind: 'open' },
  topic: { kind: 'topic', topicId: '' },
  owner: { kind: 'owner', memberId: '' },
  team: { kind: 'team', managerId: '' },
  priority: { kind: 'priority', priority: 'urgent' },
  tell: { kind: 'tell', who: 'manager', memberId: null },
  note: { kind: 'note', text: '' },
}
export const newCondition = (kind: Condition['kind']): Condition => conditions[kind]
export const newAction = (kind: Action['kind']): Action => actions[kind]

type Part<One> = { one: One; path: string; onChange: (next: One) => void }
const whole = (value: string | number) => (value === '' ? 0 : Number(value))

/** The words of one condition. */
export function ConditionFields({ one, path, onChange }: Part<Condition>) {
  const t = useText(messages)
  const { form } = useFormHere()
  const { topics } = useNames()
  const error = (field: string) => form.errors[`${path}.${field}`]
  const tags = (label: string, field: string, value: string[], set: (next: string[]) => void) => (
    <TagsInput
      label={label}
      description={t('tags.hint')}
      value={value}
      onChange={set}
      error={error(field)}
      data-path={`${path}.${field}`}
    />
  )
  const number = (label: string, field: string, value: number, set: (next: number) => void) => (
    <NumberInput
      label={label}
      value={value}
      onChange={next => set(whole(next))}
      error={error(field)}
      hideControls
      data-path={`${path}.${field}`}
    />
  )
  switch (one.kind) {
    case 'score':
      return <ScoreFields one={one} path={path} onChange={onChange} />
    case 'mood':
      return (
        <Select
          aria-label={t('kind.if.mood')}
          data={(['bad', 'neutral', 'good'] as const).map(value => ({ value, label: t(`if.mood.${value}`) }))}
          value={one.is}
          allowDeselect={false}
          onChange={is => is && onChange({ ...one, is: is as 'bad' })}
        />
      )
    case 'text':
      return tags(t('words'), 'words', one.words, words => onChange({ ...one, words }))
    case 'topic':
      return (
        <Several
          label={t('topics')}
          options={topics}
          value={one.topicIds}
          onChange={topicIds => onChange({ ...one, topicIds })}
          error={error('topicIds') as string}
        />
      )
    case 'plan':
      return tags(t('plans'), 'plans', one.plans, plans => onChange({ ...one, plans }))
    case 'channel':
      return tags(t('channels'), 'channels', one.channels, channels => onChange({ ...one, channels }))
    case 'language':
      return <Languages one={one} error={error('languages') as string} onChange={onChange} />
    case 'revenue':
      return number(t('revenue'), 'from', one.from, from => onChange({ ...one, from }))
    case 'silent':
      return (
        <>
          {number(t('days'), 'days', one.days, days => onChange({ ...one, days }))}
          <p className="sm soft">{t('silent.hint')}</p>
        </>
      )
    case 'repeat':
      return (
        <div className="pair">
          {number(t('times'), 'times', one.times, times => onChange({ ...one, times }))}
          {number(t('within'), 'days', one.days, days => onChange({ ...one, days }))}
        </div>
      )
    case 'own-scale':
      return null
  }
}

function ScoreFields({ one, path, onChange }: Part<Extract<Condition, { kind: 'score' }>>) {
  const t = useText(messages)
  const { form } = useFormHere()
  const change = (id: string) => {
    const scale = scaleOf(id) ?? nps
    onChange({ kind: 'score', scale: scale.id, from: scale.min, to: scale.unhappyTo })
  }
  return (
    <>
      <Select
        aria-label={t('scale')}
        data={scales.map(({ id, min, max }) => ({ value: id, label: `${t(`scale.${id as 'nps'}`)} (${min}–${max})` }))}
        value={one.scale}
        allowDeselect={false}
        onChange={next => next && change(next)}
      />
      <div className="pair">
        {(['from', 'to'] as const).map(end => (
          <NumberInput
            key={end}
            label={t(`score.${end}`)}
            value={one[end]}
            error={form.errors[`${path}.${end}`]}
            hideControls
            data-path={`${path}.${end}`}
            onChange={next => onChange({ ...one, [end]: whole(next) })}
          />
        ))}
      </div>
    </>
  )
}

const common = ['lo', 'th', 'km', 'en', 'vi', 'zh', 'my', 'ms', 'id', 'fr', 'de', 'ja', 'ko']

function Languages({
  one,
  error,
  onChange,
}: {
  one: Extract<Condition, { kind: 'language' }>
  error: string
  onChange: (next: Condition) => void
}) {
  const t = useText(messages)
  const { language } = useLanguage()
  const names = new Intl.DisplayNames([language], { type: 'language' })
  const options = common.map(value => ({ value, label: names.of(value) ?? value }))
  return (
    <Several
      label={t('languages')}
      options={options}
      value={one.languages}
      onChange={languages => onChange({ ...one, languages })}
      error={error}
    />
  )
}

/** The words of one action. */
export function ActionFields({ one, path, onChange }: Part<Action>) {
  const t = useText(messages)
  const { form } = useFormHere()
  const { topics, members, managers } = useNames()
  const choose = (
    label: string,
    field: string,
    options: { value: string; label: string }[],
    value: string | null,
    set: (next: string) => void,
  ) => (
    <Select
      label={label}
      data={options}
      value={value || null}
      searchable
      allowDeselect={false}
      error={form.errors[`${path}.${field}`]}
      data-path={`${path}.${field}`}
      onChange={next => next && set(next)}
    />
  )
  switch (one.kind) {
    case 'open':
      return null
    case 'topic':
      return choose(t('topic'), 'topicId', topics, one.topicId, topicId => onChange({ ...one, topicId }))
    case 'owner':
      return choose(t('who'), 'memberId', members, one.memberId, memberId => onChange({ ...one, memberId }))
    case 'team':
      return choose(t('team'), 'managerId', managers, one.managerId, managerId => onChange({ ...one, managerId }))
    case 'priority':
      return choose(
        t('kind.then.priority'),
        'priority',
        (['urgent', 'normal', 'low'] as const).map(value => ({ value, label: t(`then.priority.${value}`) })),
        one.priority,
        priority => onChange({ ...one, priority: priority as 'low' }),
      )
    case 'tell':
      return (
        <>
          {choose(
            t('who'),
            'who',
            (['owner', 'manager', 'member'] as const).map(value => ({ value, label: t(`tell.${value}`) })),
            one.who,
            who => onChange({ kind: 'tell', who: who as 'owner', memberId: null }),
          )}
          {one.who === 'member' && choose(t('tell.member'), 'memberId', members, one.memberId, memberId => onChange({ ...one, memberId }))}
        </>
      )
    case 'note':
      return (
        <Textarea
          label={t('note')}
          value={one.text}
          error={form.errors[`${path}.text`]}
          data-path={`${path}.text`}
          rows={3}
          onChange={event => onChange({ ...one, text: event.currentTarget.value })}
        />
      )
  }
}
