import { Button } from '@mantine/core'
import { type In, useSend } from '#ui/api.ts'
import { Form, notice, Said, Select, Submit, TextField, useFormHere } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { type Action, actionKinds, addRule, type Condition, changeRule, conditionKinds, listRules, type Rule, tryRule } from '../api.ts'
import messages from '../messages/index.ts'
import { ActionFields, ConditionFields, newAction, newCondition } from './rule-parts.tsx'

type Values = { name: string; conditions: Condition[]; actions: Action[] }
const inputOf =
  (enabled: boolean) =>
  (values: Values): In<typeof addRule> => ({ ...values, enabled })

/** A sentence by choosing its words, with a look at what it would have found last month. */
export function RuleForm({ rule, copy, onDone }: { rule: Rule | null; copy: boolean; onDone: () => void }) {
  const t = useText(messages)
  const refresh = [listRules]
  const add = useSend(addRule, { refresh })
  const change = useSend(changeRule, { refresh })
  const start: Values = rule
    ? {
        name: copy && rule.name ? t('copy.name', { name: rule.name }).slice(0, 100) : rule.name,
        conditions: rule.conditions,
        actions: rule.actions,
      }
    : { name: '', conditions: [newCondition('text')], actions: [newAction('open')] }
  const done = () => {
    notice({ tone: 'good', text: t('saved') })
    onDone()
  }
  const shared = { start, onDone: done, label: t('rule') }
  if (!rule || copy)
    return (
      <Form {...shared} schema={addRule.input} send={add} input={inputOf(true)}>
        <Fields />
      </Form>
    )
  return (
    <Form {...shared} schema={changeRule.input} send={change} input={values => ({ id: rule.id, ...inputOf(rule.enabled)(values) })}>
      <Fields />
    </Form>
  )
}

function Fields() {
  const t = useText(messages)
  return (
    <>
      <TextField name="name" label={t('name')} hint={t('name.hint')} />
      <Parts name="conditions" kinds={conditionKinds} />
      <Parts name="actions" kinds={actionKinds} />
      <Trying />
      <Submit>{t('save')}</Submit>
    </>
  )
}

type PartsProps = { name: 'conditions'; kinds: typeof conditionKinds } | { name: 'actions'; kinds: typeof actionKinds }

function Parts({ name, kinds }: PartsProps) {
  const t = useText(messages)
  const { form } = useFormHere()
  const parts = (form.getValues() as Values)[name] as (Condition | Action)[]
  const set = (next: (Condition | Action)[]) => form.setFieldValue(name, next)
  const options = kinds.map(kind => ({
    value: kind as string,
    label: t(name === 'conditions' ? `kind.if.${kind as 'text'}` : `kind.then.${kind as 'open'}`),
  }))
  const made = (kind: string) => (name === 'conditions' ? newCondition(kind as 'text') : newAction(kind as 'open'))
  return (
    <fieldset className="form" data-path={name}>
      <legend className="field-label">{t(name === 'conditions' ? 'form.when' : 'form.then')}</legend>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place
        <div key={at} className="rule-part">
          <Select
            aria-label={t('part', { n: at + 1 })}
            data={options}
            value={part.kind}
            allowDeselect={false}
            onChange={kind => kind && set(parts.map((one, place) => (place === at ? made(kind) : one)))}
          />
          {name === 'conditions' ? (
            <ConditionFields
              one={part as Condition}
              path={`conditions.${at}`}
              onChange={next => set(parts.map((one, place) => (place === at ? next : one)))}
            />
          ) : (
            <ActionFields
              one={part as Action}
              path={`actions.${at}`}
              onChange={next => set(parts.map((one, place) => (place === at ? next : one)))}
            />
          )}
          {parts.length > 1 && (
            <div>
              <Button variant="subtle" size="compact-sm" onClick={() => set(parts.filter((_, place) => place !== at))}>
                {t('remove')}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button variant="default" size="compact-sm" onClick={() => set([...parts, made(name === 'conditions' ? 'mood' : 'tell')])}>
          {t(name === 'conditions' ? 'and' : 'and-then')}
        </Button>
      </div>
    </fieldset>
  )
}

/** What it would have found among last month's feedback; nothing is changed. */
function Trying() {
  const t = useText(messages)
  const { date } = useFormats()
  const { form } = useFormHere()
  const trying = useSend(tryRule, {})
  const found = trying.data
  return (
    <div className="form">
      <div>
        <Button
          variant="default"
          loading={trying.isPending}
          onClick={() => trying.mutate({ conditions: (form.getValues() as Values).conditions })}
        >
          {t('try')}
        </Button>
      </div>
      {found && (
        <div className="tried" aria-live="polite">
          <p>{t('tried', { n: found.fits, looked: found.looked, fresh: found.fresh })}</p>
          <ul>
            {found.examples.map(one => (
              <li key={one.id} className="sm">
                <Said text={one.text} language={one.language} size="clip" /> <span className="dim num">{date(one.saidAt)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
