import { useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import './customers.css'

const places = [
  { page: '/customers', key: 'customers', may: 'customers.read' },
  { page: '/accounts', key: 'accounts', may: 'customers.read' },
  { page: '/topics', key: 'topics', may: 'topics.read' },
] as const

/** The three lists of this slice, beside each other. */
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
