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
  const added = useRef<string | null>(null)
  const add = (preset: Preset) => {
    const { question, words } = questionOf(preset, draft.definition)
    edit(before => addQuestion(before, question, words, questionAt(before, at) ? at : null))
    go({ at: question.key })
    added.current = question.key
    onClose()
  }
  // The closing dialog gives the focus back to its button; the new question's words are next.
  useEffect(() => {
    if (open || added.current === null) return
    const word = `[data-word="${added.current}.ask"]`
    added.current = null
    return whenThere(word, field => field.focus())
  }, [open])
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

const patienceMs = 1_000

/** The form comes with the address, a moment after the dialog is closed. */
function whenThere(selector: string, run: (found: HTMLElement) => void) {
  let waitedMs = 0
  const timer = setInterval(() => {
    const found = document.querySelector<HTMLElement>(selector)
    waitedMs += 40
    if (found) run(found)
    if (found || waitedMs > patienceMs) clearInterval(timer)
  }, 40)
  return () => clearInterval(timer)
}
