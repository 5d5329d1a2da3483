import { Button } from '@mantine/core'
import { IconGripVertical, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Question } from '#core/surveys/definition.ts'
import { useShortcut } from '#ui/index.ts'
import { type Grip, useOrder } from '#ui/order.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { AddQuestion } from './add-question.tsx'
import { useEditor, wordIn } from './editor.ts'
import { moveQuestion, removeQuestion } from './edits.ts'
import { iconOf, kindName } from './kinds.ts'
import { Marks, useMovedTo } from './outline-marks.tsx'
import { WhenLine } from './when-line.tsx'

/** The questions in the order of asking: added, moved, taken out. */
export function Questions() {
  const t = useText(messages)
  const { draft, edit, go, at } = useEditor()
  const { questions } = draft.definition
  const [adding, setAdding] = useState(false)
  const movedTo = useMovedTo()
  useShortcut('n', t('add-question'), () => setAdding(true))
  const order = useOrder({
    list: questions,
    move: (from, to) => edit(before => moveQuestion(before, from, to)),
    movedTo,
    open: key => go({ at: key }),
  })
  const remove = (question: Question, index: number) => {
    edit(before => removeQuestion(before, question.key))
    go({ at: (questions[index + 1] ?? questions[index - 1])?.key ?? 'start' })
  }
  return (
    <div>
      <h2 className="outline-head">{t('questions')}</h2>
      <ol className="outline-list" ref={order.box} aria-label={t('questions')}>
        {questions.map((question, index) => (
          <li key={question.key} {...order.row(index)}>
            <QuestionPlace
              question={question}
              index={index}
              here={at === question.key}
              grip={order.grip(index)}
              onRemove={() => remove(question, index)}
            />
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {order.said}
      </p>
      <Button variant="default" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
        {t('add-question')}
      </Button>
      <AddQuestion open={adding} onClose={() => setAdding(false)} />
    </div>
  )
}

type QuestionPlaceProps = { question: Question; index: number; here: boolean; grip: Grip; onRemove: () => void }

function QuestionPlace({ question, index, here, grip, onRemove }: QuestionPlaceProps) {
  const t = useText(messages)
  const { draft, language, go, checks } = useEditor()
  const Icon = iconOf(question)
  const ask = wordIn(draft, language, `${question.key}.ask`)
  return (
    <button
      type="button"
      className="place"
      aria-current={here ? 'true' : undefined}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
      onClick={() => go({ at: question.key })}
      onKeyDown={event => event.key === 'Delete' && onRemove()}
    >
      <IconGripVertical className="grip" size={14} stroke={1.7} aria-hidden {...grip} />
      <span className="knot num" aria-hidden>
        {index + 1}
      </span>
      <span className="grow stack">
        <span className="ask" lang={ask ? language : undefined}>
          {ask || t(`preset.${kindName(question)}`)}
          {question.required && (
            <span className="needed" role="img" aria-label={t('required')}>
              {' '}
              *
            </span>
          )}
        </span>
        {question.when && <WhenLine when={question.when} />}
      </span>
      <Icon size={16} stroke={1.7} aria-hidden />
      <Marks n={checks.filter(one => one.at === question.key).length} />
    </button>
  )
}
