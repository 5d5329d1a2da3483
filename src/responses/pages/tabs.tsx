import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

/** What was answered, and who answered. */
export function AnswerTabs({ id }: { id: string }) {
  const t = useText(messages)
  return (
    <nav className="answer-tabs no-print" aria-label={t('answers')}>
      <To page="/surveys/$id/answers" params={{ id }} aria-current="page">
        {t('tab.answers')}
      </To>
      <To page="/surveys/$id/who" params={{ id }}>
        {t('tab.who')}
      </To>
    </nav>
  )
}
