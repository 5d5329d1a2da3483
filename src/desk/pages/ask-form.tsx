import { listMembers } from '#directory/api.ts'
import { useSend } from '#ui/api.ts'
import { AreaField, ChoiceField, DayField, Form, notice, Submit, useMe } from '#ui/index.ts'
import { useNow } from '#ui/now.ts'
import { useText } from '#ui/text.tsx'
import { addAsk, desk, listAsks } from '../api.ts'
import messages from '../messages/index.ts'
import type { Suggestion } from './Desk.tsx'

const DAY = 86_400_000

/** Who, what, until when; the question is written for what is suggested, and may be changed. */
export function AskForm({ suggestion, onDone }: { suggestion: Suggestion | null; onDone: () => void }) {
  const t = useText(messages)
  const now = useNow()
  const { workspace } = useMe()
  const send = useSend(addAsk, { refresh: [listAsks, desk], onDone: () => notice({ text: t('asked.now'), tone: 'good' }) })
  const inTwoDays = new Intl.DateTimeFormat('en-CA', { timeZone: workspace?.zone ?? 'UTC' }).format(new Date(now.getTime() + 2 * DAY))
  const start = {
    toId: suggestion?.to.id ?? '',
    question: suggestion ? t(`question.${suggestion.about}`, { n: suggestion.n, what: suggestion.what ?? '' }) : '',
    dueOn: inTwoDays,
  }
  const about = suggestion && { about: suggestion.about, ...(suggestion.aboutId && { aboutId: suggestion.aboutId }) }
  return (
    <Form schema={addAsk.input} start={start} send={send} input={values => ({ ...values, ...about })} onDone={onDone} label={t('ask')}>
      <ChoiceField
        name="toId"
        label={t('whom')}
        from={listMembers}
        option={({ id, name }) => ({ value: id, label: name })}
        {...(suggestion && { chosen: suggestion.to.name })}
      />
      <AreaField name="question" label={t('question')} hint={t('question.hint')} required autoFocus />
      <DayField name="dueOn" label={t('until')} />
      <Submit>{t('ask.one')}</Submit>
    </Form>
  )
}
