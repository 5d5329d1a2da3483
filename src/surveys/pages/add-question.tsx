import { useEffect, useRef } from 'react'
import { Dialog } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { questionAt, useEditor } from './editor.ts'
import { addQuestion } from './edits.ts'
import { presetIcons } from './kinds.ts'
import { type Preset, presets, questionOf } from './presets.ts'

const groups: { label: 'group.scores' | 'group.choices' | 'group.words' | 'group.more'; presets: Preset[] }[] = [
  { label: 'group.scores', presets: presets.slice(0, 8) },
  { label: 'group.choices', presets: presets.slice(8, 12) },
  { label: 'group.words', presets: presets.slice(12, 14) },
  { label: 'group.more', presets: presets.slice(14) },
]

/** What can be asked; it comes after the question one is at, and its words are ready to be typed. */
export function AddQuestion({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(messages)
  const { draft, edit, go, at } = useEditor()
  const added = useRef(false)
  const add = (preset: Preset) => {
    const { question, words } = questionOf(preset, draft.definition)
    edit(before => addQuestion(before, question, words, questionAt(before, at) ? at : null))
    go({ at: question.key })
    added.current = true
    onClose()
  }
  // The closing dialog gives the focus back to its button; the new question's words come after that.
  useEffect(() => {
    if (open || !added.current) return
    added.current = false
    const timer = setTimeout(() => document.querySelector<HTMLElement>(`[data-word="${at}.ask"]`)?.focus(), 60)
    return () => clearTimeout(timer)
  }, [open, at])
  return (
    <Dialog open={open} onClose={onClose} title={t('add-question')}>
      {groups.map(({ label, presets: some }, group) => (
        <section key={label} className="preset-group">
          <h3 className="sm dim">{t(label)}</h3>
          <ul className="presets">
            {some.map((preset, index) => {
              const Icon = presetIcons[preset]
              return (
                <li key={preset}>
                  <button type="button" onClick={() => add(preset)} {...(group + index === 0 ? { 'data-autofocus': true } : {})}>
                    <Icon size={18} stroke={1.7} aria-hidden />
                    {t(`preset.${preset}`)}
                  </button>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
