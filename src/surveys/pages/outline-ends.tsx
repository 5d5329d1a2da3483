import { Button } from '@mantine/core'
import { IconGripVertical, IconPlus } from '@tabler/icons-react'
import { parts, wordsIn } from '#core/surveys/wording.ts'
import { useOrder } from '#ui/order.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useEditor, wordIn } from './editor.ts'
import { addEnd, moveEnd } from './edits.ts'
import { useMovedTo } from './outline-marks.tsx'
import { WhenLine } from './when-line.tsx'

/** How it ends: the first whose condition holds. */
export function Ends() {
  const t = useText(messages)
  const { draft, edit, go, at, language } = useEditor()
  const { ends } = draft.definition
  const movedTo = useMovedTo()
  const order = useOrder({
    list: ends,
    move: (from, to) => edit(before => moveEnd(before, from, to)),
    movedTo,
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
