import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'
import { Ends } from './outline-ends.tsx'
import { Marks } from './outline-marks.tsx'
import { Questions } from './outline-questions.tsx'

/** What the survey is made of, in the order of asking; the chosen part is written beside it. */
export function Outline() {
  const t = useText(messages)
  return (
    <div className="outline">
      <Place at="start" label={t('at.start')} />
      <Questions />
      <Ends />
      <ul className="outline-rest" aria-label={t('at.rest')}>
        {(['look', 'hidden', 'quotas'] as const).map(at => (
          <li key={at}>
            <Place at={at} label={t(`at.${at}`)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Place({ at, label }: { at: string; label: string }) {
  const { at: here, go, checks } = useEditor()
  return (
    <button type="button" className="place" aria-current={here === at ? 'true' : undefined} onClick={() => go({ at })}>
      <span className="grow">{label}</span>
      <Marks n={checks.filter(one => one.at === at).length} />
    </button>
  )
}
