import { Said } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import type { CaseDetail, Feedback } from '../api.ts'
import messages from '../messages/index.ts'

type Known = NonNullable<CaseDetail['customerKnown']>
type Before = {
  id: string
  at: Date
  tone: 'bad' | 'ok' | ''
  what: string
  words: string
  language: string
  open: 'case' | 'feedback' | null
}

/** What this customer said and which cases they had, the newest first. */
export function Past({ known, caseId }: { known: Known; caseId: string }) {
  const t = useText(messages)
  const { date } = useFormats()
  const all = useBefore(known, caseId)
  if (all.length === 0) return <p className="sm dim">{t('past.none')}</p>
  return (
    <ol className="tline">
      {all.map(one => (
        <li key={one.id} className={one.tone}>
          <b className="b">{one.what}</b>
          <Words one={one} />
          <div className="dim num xs">{date(one.at)}</div>
        </li>
      ))}
    </ol>
  )
}

function Words({ one: { id, open, words, language } }: { one: Before }) {
  const t = useText(messages)
  const said = words ? <Said text={words} language={language} size="clip" /> : <span className="sm dim">{t('no-words')}</span>
  if (open === 'case')
    return (
      <To page="/inbox/$id" params={{ id }} className="clip">
        {said}
      </To>
    )
  if (open === 'feedback')
    return (
      <To page="/inbox/feedback/$id" params={{ id }} className="clip">
        {said}
      </To>
    )
  return said
}

function useBefore(known: Known, caseId: string): Before[] {
  const t = useText(messages)
  const answered = (score: Feedback['score']) =>
    score && score.max !== null ? t('past.score', { value: score.value, max: score.max }) : t('past.said')
  const said = known.said
    .filter(one => one.case?.id !== caseId)
    .map((one): Before => {
      const tone = one.score?.mood === 'bad' ? 'bad' : one.score?.mood === 'good' ? 'ok' : ''
      return { id: one.id, at: one.saidAt, tone, what: answered(one.score), words: one.text, language: one.language, open: 'feedback' }
    })
  const cases = known.cases
    .filter(one => one.id !== caseId)
    .map((one): Before => {
      const what = t('past.case', { n: one.number, state: t(`state.${one.state}`) })
      const tone = one.state === 'resolved' ? 'ok' : ''
      return { id: one.id, at: one.openedAt, tone, what, words: one.words, language: one.language, open: one.mayRead ? 'case' : null }
    })
  return [...said, ...cases].sort((a, b) => b.at.getTime() - a.at.getTime())
}
