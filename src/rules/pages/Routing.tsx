import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type In, useAsk, useSend } from '#ui/api.ts'
import { Card, Form, NumberField, notice, Page, PageTabs, RadioField, Select, Submit, useFormHere, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { changeRouting, considerations, readRouting, type Routing as Way } from '../api.ts'
import messages from '../messages/index.ts'
import { useNames } from './lines.ts'
import './rules.css'

/** How owners are chosen. The case says why it was this one. */
export default function Routing() {
  const t = useText(messages)
  const may = useMay()('rules.change')
  const way = useAsk(readRouting, {})
  const send = useSend(changeRouting, { refresh: [readRouting] })
  const input = (values: Way): In<typeof changeRouting> => ({ ...values, queueMinutes: Number(values.queueMinutes || 0) })
  return (
    <Page title={t('routing')} sentence={t('routing.why')}>
      <PageTabs of="/settings" />
      <Card>
        <Form
          schema={changeRouting.input}
          start={way}
          send={send}
          input={input}
          label={t('routing')}
          className="form wide"
          onDone={() => notice({ tone: 'good', text: t('routing.saved') })}
        >
          <fieldset disabled={!may} className="form wide">
            <p>{t('routing.language')}</p>
            <Considered />
            <RadioField
              name="share"
              label={t('share')}
              options={(['load', 'turns'] as const).map(value => ({ value, label: t(`share.${value}`) }))}
            />
            <NumberField name="queueMinutes" label={t('queue')} hint={t('queue.hint')} min={0} max={1440} />
            <Skills />
            {may && <Submit>{t('save')}</Submit>}
          </fieldset>
        </Form>
      </Card>
    </Page>
  )
}

function Considered() {
  const t = useText(messages)
  const { form } = useFormHere()
  const chosen = (form.getValues() as Way).consider
  const toggle = (one: (typeof considerations)[number]) =>
    form.setFieldValue(
      'consider',
      chosen.includes(one)
        ? chosen.filter(other => other !== one)
        : considerations.filter(other => other === one || chosen.includes(other)),
    )
  return (
    <fieldset className="form">
      <legend className="field-label">{t('consider')}</legend>
      {considerations.map(one => (
        <Checkbox key={one} label={t(`consider.${one}`)} checked={chosen.includes(one)} onChange={() => toggle(one)} />
      ))}
    </fieldset>
  )
}

/** Which topic asks for which skill; members' skills stand with the member. */
function Skills() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { topics } = useNames()
  const skills = (form.getValues() as Way).skills
  const [topicId, setTopicId] = useState<string | null>(null)
  const [skill, setSkill] = useState('')
  const set = (next: Way['skills']) => form.setFieldValue('skills', next)
  const add = () => {
    if (!topicId || !skill.trim()) return
    set([...skills, { topicId, skill: skill.trim() }])
    setTopicId(null)
    setSkill('')
  }
  const nameOf = (id: string) => topics.find(one => one.value === id)?.label ?? '?'
  return (
    <fieldset className="form">
      <legend className="field-label">{t('skills')}</legend>
      <p className="sm dim">{t('skills.why')}</p>
      {skills.length > 0 && (
        <ul className="rules">
          {skills.map((one, at) => (
            <li key={`${one.topicId} ${one.skill}`}>
              <span>{t('skill.of', { topic: nameOf(one.topicId), skill: one.skill })}</span>
              <Button variant="subtle" size="compact-sm" onClick={() => set(skills.filter((_, place) => place !== at))}>
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="row wrap">
        <Select aria-label={t('topic')} placeholder={t('topic')} data={topics} value={topicId} searchable onChange={setTopicId} />
        <TextInput aria-label={t('skill')} placeholder={t('skill')} value={skill} onChange={event => setSkill(event.currentTarget.value)} />
        <Button variant="default" onClick={add}>
          {t('skill.add')}
        </Button>
      </div>
    </fieldset>
  )
}
