import { useList } from '#ui/api.ts'
import { Card, Empty, List, SearchBox, Section, Select } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { listResponses } from '../results-api.ts'
import { ResponseLine } from './response-line.tsx'
import { AnswersSearch, filtersOf } from './search.ts'

const moods = ['bad', 'neutral', 'good'] as const

/** What people wrote, in their own words and languages. */
export function Comments({ n }: { n: number }) {
  const t = useText(messages)
  const { params, search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const { q, mood } = search
  const list = useList(listResponses, { survey: params.id, said: true, ...filtersOf(search), ...(q && { q }), ...(mood && { mood }) })
  const tools = (
    <>
      <SearchBox label={t('comments.search')} value={q ?? ''} onChange={text => setSearch({ q: text || undefined })} />
      <Select
        aria-label={t('comments.mood')}
        placeholder={t('comments.mood')}
        clearable
        data={moods.map(value => ({ value, label: t(`mood.${value}`) }))}
        value={mood ?? null}
        onChange={value => setSearch({ mood: (value as 'bad' | null) ?? undefined })}
      />
    </>
  )
  return (
    <Section title={t('comments')} aside={<span className="sm dim">{t('comments.n', { n })}</span>}>
      <Card flush>
        <List
          list={list}
          label={t('comments')}
          keyOf={one => one.id}
          tools={tools}
          empty={<Empty title={q || mood ? t('none.filtered') : t('comments.none')} />}
          row={one => (
            <button type="button" onClick={() => setSearch({ response: one.id }, { replace: false })}>
              <ResponseLine one={one} query={q} />
            </button>
          )}
        />
      </Card>
    </Section>
  )
}
