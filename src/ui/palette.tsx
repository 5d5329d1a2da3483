import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { Dialog } from './dialog.tsx'
import { type Action, useActions } from './keys.tsx'
import { useGo } from './page.tsx'
import { inOrder, type SlicePage } from './router.tsx'
import { useMay } from './session.ts'
import { useAnyText, useKernelText } from './text.tsx'

type PaletteProps = { pages: SlicePage[]; onClose: () => void }

/** Pages, and what the page on the screen can do, by typing. Its own file: loaded when first asked for. */
export default function Palette({ pages, onClose }: PaletteProps) {
  const t = useKernelText()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const all = [...useActions(), ...usePageActions(pages)]
  const found = all.filter(({ label }) => folded(label).includes(folded(typed)))
  const run = (one: Action | undefined) => {
    onClose()
    one?.run()
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt(before => (before + step + found.length) % (found.length || 1))
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(found[at])
    if (step || event.key === 'Enter') event.preventDefault()
  }
  const type = (text: string) => {
    setTyped(text)
    setAt(0)
  }
  return (
    <Dialog open onClose={onClose} title={t('keys.palette')}>
      <Found found={found} at={at} onPick={run} typed={typed} onType={type} onKeyDown={press} />
    </Dialog>
  )
}

/** Typing finds whatever its case and spelling of SARA AM. */
const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase().trim()

type FoundProps = {
  found: Action[]
  at: number
  typed: string
  onType: (text: string) => void
  onPick: (one: Action) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function Found({ found, at, typed, onType, onPick, onKeyDown }: FoundProps) {
  const t = useKernelText()
  const id = useId()
  const combobox = {
    role: 'combobox',
    'aria-expanded': true,
    'aria-controls': id,
    ...(found[at] && { 'aria-activedescendant': `${id}-${at}` }),
  }
  return (
    <div className="palette">
      <TextInput
        data-autofocus
        {...combobox}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={typed}
        onChange={event => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
      />
      <div id={id} role="listbox" aria-label={t('palette.search')}>
        {found.map((one, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys are the combobox's; the option is only pointed at
          <div key={one.id} id={`${id}-${i}`} role="option" aria-selected={i === at} onClick={() => onPick(one)}>
            {one.label}
          </div>
        ))}
      </div>
      <p role="status" className="dim">
        {found.length === 0 && t('state.none')}
      </p>
    </div>
  )
}

function usePageActions(pages: SlicePage[]): Action[] {
  const text = useAnyText()
  const may = useMay()
  const go = useGo()
  return inOrder(pages)
    .filter(({ nav }) => !nav?.may || may(nav.may))
    .map(({ slice, path, title }) => ({ id: path, label: text(slice, title), run: () => void go(path as '/') }))
}
