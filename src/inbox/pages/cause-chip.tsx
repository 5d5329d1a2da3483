import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/api.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listCauses } from '../api.ts'
import messages from '../messages/index.ts'
import { InboxSearch } from './search.ts'

/** The list was opened from a cause: says which, and takes it off. */
export function CauseChip({ id }: { id: string }) {
  const t = useText(messages)
  const { setSearch } = usePlace('/inbox', InboxSearch)
  const causes = useQuery(ask(listCauses, { archived: true })).data
  const name = t('cause', { name: causes?.find(one => one.id === id)?.name ?? '…' })
  return (
    <ul className="filter-chips">
      <li className="filter-chip">
        {name}
        <button type="button" aria-label={t('filter.remove', { name })} onClick={() => setSearch({ cause: undefined })}>
          <IconX size={14} stroke={2} aria-hidden />
        </button>
      </li>
    </ul>
  )
}
