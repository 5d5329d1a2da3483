import { ActionIcon } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Dialog, Loading } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { filterKeys, InboxSearch } from './search.ts'

const Fields = lazy(() => import('./all-filters.tsx'))

/** The button with the number of filters that are set; behind it all of them. */
export function Filters() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const { search } = usePlace('/inbox', InboxSearch)
  const n = filterKeys.filter(key => search[key] !== undefined).length
  return (
    <>
      <ActionIcon
        variant="default"
        className="filter-button"
        aria-label={n ? t('filter.on', { n }) : t('filter')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <IconFilter size={19} stroke={1.7} aria-hidden />
        {n > 0 && (
          <span className="count num" aria-hidden="true">
            {n}
          </span>
        )}
      </ActionIcon>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('filter')}>
        <Suspense fallback={<Loading rows={3} />}>
          <Fields onDone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
