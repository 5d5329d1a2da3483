import { useSend } from '#ui/api.ts'
import { Dialog, Form, SelectField, Submit, undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, type Feedback, listCases, listFeedback, setCaseTopic, setFeedbackTopic } from '../api.ts'
import messages from '../messages/index.ts'
import { useTopics } from './topics.ts'

type Values = { topicId: string | null }
const inputOf = (id: string) => (values: Values) => ({ id, topicId: values.topicId || null })

/** What a case is about. */
export function TopicDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const { id, topic } = one
  const refresh = [listCases]
  const back = useSend(setCaseTopic, { refresh })
  const said = useSaid(() => back.mutate({ id, topicId: topic?.id ?? null }))
  const send = useSend(setCaseTopic, { refresh, onDone: now => said(now.topic) })
  return <Chooser id={id} topic={topic} schema={setCaseTopic.input} send={send} onClose={onClose} />
}

/** What a piece of feedback is about. */
export function FeedbackTopicDialog({ one, onClose }: { one: Feedback; onClose: () => void }) {
  const { id, topic } = one
  const refresh = [listFeedback]
  const back = useSend(setFeedbackTopic, { refresh })
  const said = useSaid(() => back.mutate({ id, topicId: topic?.id ?? null }))
  const send = useSend(setFeedbackTopic, { refresh, onDone: now => said(now.topic) })
  return <Chooser id={id} topic={topic} schema={setFeedbackTopic.input} send={send} onClose={onClose} />
}

function useSaid(undo: () => void) {
  const t = useText(messages)
  return (topic: { name: string } | null) => undoable({ text: topic ? t('topic-set', { name: topic.name }) : t('topic-unset'), undo })
}

type Sent = ReturnType<typeof useSend<typeof setCaseTopic>> | ReturnType<typeof useSend<typeof setFeedbackTopic>>
type ChooserProps = {
  id: string
  topic: { id: string; name: string } | null
  schema: typeof setCaseTopic.input | typeof setFeedbackTopic.input
  send: Sent
  onClose: () => void
}

function Chooser({ id, topic, schema, send, onClose }: ChooserProps) {
  const t = useText(messages)
  const topics = useTopics()
  return (
    <Dialog open onClose={onClose} title={t('topic.title')}>
      {topics.length === 0 && !topic ? (
        <p className="soft">{t('topic.empty')}</p>
      ) : (
        <Form
          schema={schema}
          start={{ topicId: topic?.id ?? null } as Values}
          send={send}
          input={inputOf(id)}
          onDone={onClose}
          label={t('topic.title')}
        >
          <SelectField name="topicId" label={t('topic.field')} options={topics} clearable />
          <div className="row end">
            <Submit>{t('topic.save')}</Submit>
          </div>
        </Form>
      )}
    </Dialog>
  )
}
