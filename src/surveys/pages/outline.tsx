import { Button } from '@mantine/core'
import { IconGripVertical, IconPlus } from '@tabler/icons-react'
import { type DragEvent, type HTMLAttributes, type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { Question } from '#core/surveys/definition.ts'
import { parts, wordsIn } from '#core/surveys/wording.ts'
import { useShortcut } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { AddQuestion } from './add-question.tsx'
import { useEditor, wordIn } from './editor.ts'
import { addEnd, moveEnd, moveQuestion, removeQuestion } from './edits.ts'
import { iconOf, kindName } from './kinds.ts'
import { WhenLine } from './when-line.tsx'

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

function Marks({ n }: { n: number }) {
  const t = useText(messages)
  if (n === 0) return null
  return (
    <span className="mark-bad" role="img" aria-label={t('to-mend', { n })}>
      ▲
    </span>
  )
}

type Ordered = {
  box: RefObject<HTMLOListElement | null>
  row: (at: number) => HTMLAttributes<HTMLLIElement>
  grip: (at: number) => Grip
  said: string
}
type Order = { list: readonly { key: string }[]; move: (from: number, to: number) => void; open: (key: string) => void }

/** Rows that are moved by hand or by Alt and an arrow; arrows alone walk. What moved is said. */
function useOrder({ list, move, open }: Order): Ordered {
  const t = useText(messages)
  const box = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const shift = (from: number, to: number) => {
    if (to < 0 || to >= list.length || from === to) return
    move(from, to)
    setSaid(t('moved-to', { place: to + 1, of: list.length }))
  }
  const focus = (at: number) => box.current?.querySelectorAll<HTMLElement>('.place')[at]?.focus()
  const press = (at: number) => (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    if (event.altKey) shift(at, at + by)
    else focus(Math.min(list.length - 1, Math.max(0, at + by)))
  }
  const row = (at: number) => ({
    draggable: true,
    className: `${dragged === at ? 'dragged' : ''} ${over === at && dragged !== null ? (dragged < at ? 'drop-after' : 'drop-before') : ''}`,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      setDragged(at)
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return
      event.preventDefault()
      setOver(at)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      if (dragged !== null) shift(dragged, at)
      const moved = dragged === null ? undefined : list[dragged]
      if (moved) open(moved.key)
    },
    onDragEnd: () => {
      setDragged(null)
      setOver(null)
    },
    onKeyDown: press(at),
  })
  // A phone shows one part at a time: the list stays, as it is being put in order.
  const drop = (from: number, to: number) => {
    if (to >= 0) shift(from, to)
    setDragged(null)
    setOver(null)
  }
  return { box, row, grip: at => gripOf(at, { box, setDragged, setOver, drop }), said }
}

type Grip = ReturnType<typeof gripOf>
type Fingers = {
  box: RefObject<HTMLOListElement | null>
  setDragged: (at: number) => void
  setOver: (at: number) => void
  drop: (from: number, to: number) => void
}

/**
 * A finger on the grip moves its row; browsers drag by mouse only. Whose finger it is and where it stands are asked of
 * the event: on a busy phone it is lifted before what the last move said has been drawn.
 */
const gripOf = (at: number, { box, setDragged, setOver, drop }: Fingers) => ({
  onPointerDown: (event: PointerEvent) => {
    if (event.pointerType === 'mouse') return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged(at)
  },
  onPointerMove: (event: PointerEvent) => {
    const place = event.currentTarget.hasPointerCapture(event.pointerId) ? placeUnder(event, box.current) : -1
    if (place >= 0) setOver(place)
  },
  onPointerUp: (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) drop(at, placeUnder(event, box.current))
  },
  onPointerCancel: () => drop(at, -1),
})

/** Which row of the list a finger stands on, counted from 0; -1 for none. */
const placeUnder = ({ clientX, clientY }: PointerEvent, list: HTMLOListElement | null) =>
  [...(list?.children ?? [])].indexOf(document.elementFromPoint(clientX, clientY)?.closest('li') as Element)

function Questions() {
  const t = useText(messages)
  const { draft, edit, go, at } = useEditor()
  const { questions } = draft.definition
  const [adding, setAdding] = useState(false)
  useShortcut('n', t('add-question'), () => setAdding(true))
  const order = useOrder({
    list: questions,
    move: (from, to) => edit(before => moveQuestion(before, from, to)),
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

function Ends() {
  const t = useText(messages)
  const { draft, edit, go, at, language } = useEditor()
  const { ends } = draft.definition
  const order = useOrder({
    list: ends,
    move: (from, to) => edit(before => moveEnd(before, from, to)),
    open: key => go({ at: `end:${key}` }),
  })
  const add = () => {
    const next = addEnd(draft, titled())
    edit(() => next)
    const fresh = next.definition.ends.find(one => !ends.includes(one))
    if (fresh) go({ at: `end:${fresh.key}` })
  }
  return (
    <div>
      <h2 className="outline-head">{t('ends')}</h2>
      <ol className="outline-list" ref={order.box} aria-label={t('ends')}>
        {ends.map((end, index) => (
          <li key={end.key} {...order.row(index)}>
            <button
              type="button"
              className="place"
              aria-current={at === `end:${end.key}` ? 'true' : undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              onClick={() => go({ at: `end:${end.key}` })}
            >
              <IconGripVertical className="grip" size={14} stroke={1.7} aria-hidden {...order.grip(index)} />
              <span className="grow stack">
                <span className="ask" lang={language}>
                  {wordIn(draft, language, `end.${end.key}.title`) || t('end')}
                </span>
                {end.when ? <WhenLine when={end.when} /> : <span className="xs dim">{t('end-for-all')}</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <Button variant="subtle" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
        {t('add-end')}
      </Button>
    </div>
  )
}

/** A new end page thanks in the languages that we know the words in. */
const titled = () => wordsIn({ title: parts.thanks })
