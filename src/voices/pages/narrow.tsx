import { SegmentedControl } from '@mantine/core'
import { SearchBox, Select } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { languageNames, useText } from '#ui/text.tsx'
import { VoiceFilters } from '../api.ts'
import messages from '../messages/index.ts'

/** Everyone, thanks or trouble. */
export function MoodSwitch() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/voices', VoiceFilters)
  const data = (['all', 'good', 'bad'] as const).map(value => ({ value, label: t(`mood.${value}`) }))
  return (
    <SegmentedControl
      className="no-print"
      aria-label={t('mood')}
      value={search.mood ?? 'all'}
      data={data}
      onChange={value => setSearch({ mood: value === 'good' || value === 'bad' ? value : undefined })}
    />
  )
}

const endings = ['heard', 'waiting', 'replied', 'resolved'] as const

/** Words, language and ending. */
export function Narrow({ languages }: { languages: string[] }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/voices', VoiceFilters)
  const known = languages.filter(one => one !== 'und').map(value => ({ value, label: nameOf(value) }))
  return (
    <search className="row wrap narrow no-print">
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search')} />
      <Select
        aria-label={t('language')}
        placeholder={t('language.any')}
        clearable
        data={known}
        value={search.language?.[0] ?? null}
        onChange={value => setSearch({ language: value ? [value] : undefined })}
      />
      <Select
        aria-label={t('ending')}
        placeholder={t('ending.any')}
        clearable
        data={endings.map(value => ({ value, label: t(`ending.${value}`) }))}
        value={search.ending ?? null}
        onChange={value => setSearch({ ending: endings.find(one => one === value) })}
      />
    </search>
  )
}

const nameOf = (language: string): string =>
  language in languageNames
    ? languageNames[language as keyof typeof languageNames]
    : (new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language)
