import { ActionIcon, Button } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useState } from 'react'
import { Dialog } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { moods } from '../api.ts'
import messages from '../messages/index.ts'
import { CaseFields, ChosenFields, DayFields, HasCase, One, ScoreFields } from './filter-fields.tsx'
import { filterKeys, InboxSearch, noFilters } from './search.ts'

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
        <Fields onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Fields({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  return (
    <div className="inbox-filters">
      {search.show ? <HasCase /> : <CaseFields />}
      <One name="mood" label={t('filter.mood')} options={moods.map(value => ({ value, label: t(`mood.${value}`) }))} list />
      <ScoreFields />
      <ChosenFields />
      <DayFields />
      <div className="row between wrap">
        <Button variant="default" onClick={() => setSearch(noFilters)}>
          {t('filter.clear')}
        </Button>
        <Button onClick={onDone}>{t('filter.show')}</Button>
      </div>
    </div>
  )
}
