import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { FeedbackView } from './feedback-view.tsx'
import { Frame } from './frame.tsx'

/** One piece of feedback beside the list. */
export default function Feedback() {
  const t = useText(messages)
  const { params } = usePlace('/inbox/feedback/$id')
  return <Frame openId={params.id} main={<FeedbackView id={params.id} />} mainLabel={t('feedback')} />
}
