import { Button } from '@mantine/core'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { moods } from '../api.ts'
import messages from '../messages/index.ts'
import { CaseFields, ChosenFields, DayFields, HasCase, One, ScoreFields } from './filter-fields.tsx'
import { InboxSearch, noFilters } from './search.ts'

/** All filters of the inbox. Loaded when first asked for. */
export default function Fields({ onDone }: { onDone: () => void }) {
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
