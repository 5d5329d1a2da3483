import { useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import './sends.css'

const places = [
  { page: '/sends', key: 'sends', may: 'sends.read' },
  { page: '/sends/segments', key: 'segments', may: 'sends.read' },
  { page: '/sends/frequency', key: 'frequency', may: 'sends.read' },
  { page: '/sends/suppressed', key: 'suppressed', may: 'sends.read' },
  { page: '/sends/gateways', key: 'gateways', may: 'sends.gateways' },
] as const

/** Whom, how often, and whom never: beside each other. */
export function Places({ here }: { here: (typeof places)[number]['key'] }) {
  const t = useText(messages)
  const may = useMay()
  return (
    <nav aria-label={t('places')} className="places no-print">
      {places
        .filter(one => may(one.may))
        .map(({ page, key }) => (
          <To key={key} page={page} aria-current={key === here ? 'page' : undefined}>
            {t(key)}
          </To>
        ))}
    </nav>
  )
}
