import { IconCornerDownRight } from '@tabler/icons-react'
import type { Condition, When } from '#core/surveys/definition.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { questionAt, useEditor, wordIn } from './editor.ts'

/** One condition as a sentence: “How likely …” is at most 6. */
export function useConditionText() {
  const t = useText(messages)
  const { draft, language } = useEditor()
  return ({ question: key, is, value }: Condition): string => {
    const ask = wordIn(draft, language, `${key}.ask`) || key
    return t(`said.${is}`, { ask, value: valueText(String(value ?? ''), key) })
  }
  function valueText(value: string, key: string) {
    const question = questionAt(draft, key)
    return question && 'choices' in question ? wordIn(draft, language, `${key}.choice.${value}`) || value : value
  }
}

/** When something is shown, in one line. */
export function WhenLine({ when }: { when: When }) {
  const t = useText(messages)
  const text = useConditionText()
  const [first, ...more] = when.conditions
  if (!first) return null
  return (
    <span className="when-line xs dim">
      <IconCornerDownRight size={13} stroke={1.7} aria-hidden />
      <span className="clip">{text(first)}</span>
      {more.length > 0 && <span className="nowrap">{t(when.every ? 'and-more' : 'or-more', { n: more.length })}</span>}
    </span>
  )
}
