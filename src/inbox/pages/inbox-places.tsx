import { useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import './causes.css'

const places = [
  { page: '/inbox', key: 'inbox', may: 'inbox.read' },
  { page: '/inbox/causes', key: 'causes', may: 'inbox.read' },
  { page: '/inbox/rules', key: 'rules', may: 'inbox.read-rules' },
] as const

/** What belongs to the inbox and is not a list of cases, beside each other. */
export function InboxPlaces({ here }: { here: 'causes' | 'rules' }) {
  const t = useText(messages)
  const may = useMay()
  return (
    <nav aria-label={t('places')} className="inbox-places no-print">
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
