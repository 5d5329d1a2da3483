import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { Check } from '#core/surveys/checks.ts'
import { Card, Empty } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { Accessibility } from './accessibility.tsx'
import { useCheckText } from './check-lines.tsx'
import { questionAt, useEditor, wordIn } from './editor.ts'

/** What must be mended before it can be opened, what would be better mended, and what a screen reader meets. */
export default function ChecksTab() {
  const t = useText(messages)
  const { checks } = useEditor()
  const blocks = checks.filter(({ level }) => level === 'blocks')
  const warns = checks.filter(({ level }) => level === 'warns')
  return (
    <div className="ed-page">
      <p className="ed-lead">{blocks.length > 0 ? t('checks.blocked', { n: blocks.length }) : t('checks.open')}</p>
      {blocks.length > 0 && <Found title={t('checks.blocks')} checks={blocks} />}
      {warns.length > 0 && <Found title={t('checks.warns')} checks={warns} />}
      {checks.length === 0 && <Empty title={t('checks.none')}>{t('checks.none-why')}</Empty>}
      <Accessibility />
    </div>
  )
}

function Found({ title, checks }: { title: string; checks: Check[] }) {
  return (
    <section>
      <h2 className="ed-h">{title}</h2>
      <Card flush>
        <ul className="rows">
          {checks.map(check => (
            <li key={`${check.code} ${check.field}`}>
              <CheckRow check={check} />
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}

function CheckRow({ check }: { check: Check }) {
  const { go, setLanguage, draft } = useEditor()
  const text = useCheckText()
  const place = usePlaceName()
  const Icon = check.level === 'blocks' ? IconAlertTriangle : IconInfoCircle
  const mend = () => {
    if (check.at === 'words') return go({ tab: 'words' })
    setLanguage(draft.definition.language)
    go({ tab: 'edit', at: check.at })
  }
  return (
    <button type="button" onClick={mend}>
      <span className="row">
        <span className={`check-sign ${check.level}`}>
          <Icon size={19} stroke={1.7} aria-hidden />
        </span>
        <span className="grow stack">
          <span className="b">{text(check)}</span>
          <span className="sm dim">{place(check)}</span>
        </span>
      </span>
    </button>
  )
}

/** Where it is, as the outline calls it. */
function usePlaceName() {
  const t = useText(messages)
  const { draft } = useEditor()
  return ({ at, field }: Check): string => {
    const { language, questions } = draft.definition
    const question = questionAt(draft, at)
    const word = field.startsWith(`words.${language}.`) ? field.slice(`words.${language}.`.length) : null
    if (question) {
      const ask = wordIn(draft, language, `${at}.ask`) || at
      return t('place-question', { n: questions.indexOf(question) + 1, ask: word ? `${ask} · ${word}` : ask })
    }
    if (at.startsWith('end:')) return t('place-end', { title: wordIn(draft, language, `end.${at.slice(4)}.title`) || at.slice(4) })
    return t(at === 'words' ? 'tab.words' : `at.${at as 'look'}`)
  }
}
