import { Dialog } from './dialog.tsx'
import { useShortcuts } from './keys.tsx'
import { useKernelText } from './text.tsx'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const shown = (key: string) =>
  key.replace(/mod\+(.)/, (_, letter: string) => `${isMac ? '⌘' : 'Ctrl'} ${letter.toUpperCase()}`).replace('enter', '⏎')

/** All keys that work on this page, with what they do. */
export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const t = useKernelText()
  const all = [...new Map(useShortcuts().map(one => [one.keys, one])).values()]
  return (
    <Dialog open onClose={onClose} title={t('keys.title')}>
      <dl className="keys">
        {all.map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map(key => (
                <kbd key={key}>{shown(key)}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
