import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

/** How much of a part is still to be mended. */
export function Marks({ n }: { n: number }) {
  const t = useText(messages)
  if (n === 0) return null
  return (
    <span className="mark-bad" role="img" aria-label={t('to-mend', { n })}>
      ▲
    </span>
  )
}

/** Said when something of the outline has moved. */
export function useMovedTo() {
  const t = useText(messages)
  return (place: number, of: number) => t('moved-to', { place, of })
}
