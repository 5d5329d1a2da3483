import { Button, Checkbox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useList } from '#ui/api.ts'
import { Ago, Card, Empty, LangTag, Page, SearchBox, Select, Table, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listSurveys, type Survey, states, surveyKinds } from '../api.ts'
import messages from '../messages/index.ts'
import { RowMenu } from './acts.tsx'
import { NewSurvey, TemplateGallery, useNewSurvey } from './new-survey.tsx'
import { ListSearch } from './searches.ts'
import { StateOf } from './state-of.tsx'
import './surveys.css'

/** Everything we ask, and where it stands. */
export default function Surveys() {
  const t = useText(messages)
  const { search } = usePlace('/surveys', ListSearch)
  const list = useList(listSurveys, search)
  const asked = Object.values(search).some(Boolean)
  return (
    <Page title={t('surveys')} sentence={t('surveys.sentence')} action={<New />}>
      <Card flush>
        <Table
          list={list}
          label={t('surveys')}
          keyOf={one => one.id}
          tools={<Filters />}
          empty={asked ? <Empty title={t('none.found')}>{t('none.found-why')}</Empty> : <Nothing />}
          columns={useColumns()}
        />
      </Card>
    </Page>
  )
}

function useColumns() {
  const t = useText(messages)
  return [
    { key: 'name', head: t('name'), wide: true, cell: (one: Survey) => <Name {...one} /> },
    { key: 'kind', head: t('kind'), cell: ({ kind }: Survey) => t(`kind.${kind}`) },
    { key: 'state', head: t('state'), cell: (one: Survey) => <StateOf {...one} /> },
    { key: 'languages', head: t('languages'), cell: ({ languages }: Survey) => <Languages languages={languages} /> },
    { key: 'changed', head: t('changed'), cell: ({ changedAt }: Survey) => <Ago at={changedAt} /> },
    { key: 'acts', head: t('acts'), num: true, cell: (one: Survey) => <RowMenu survey={one} /> },
  ]
}

function Name({ id, name, topic }: Survey) {
  return (
    <span className="stack">
      <To page="/surveys/$id" params={{ id }} className="b">
        {name}
      </To>
      {topic && <span className="xs dim">{topic.name}</span>}
    </span>
  )
}

const shown = 4

function Languages({ languages }: { languages: string[] }) {
  const t = useText(messages)
  return (
    <span className="row wrap survey-languages">
      {languages.slice(0, shown).map(language => (
        <LangTag key={language} language={language} />
      ))}
      {languages.length > shown && <span className="xs dim">{t('more-languages', { n: languages.length - shown })}</span>}
    </span>
  )
}

function Filters() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/surveys', ListSearch)
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search')} />
      <Select
        className="survey-filter"
        aria-label={t('kind')}
        placeholder={t('kind.all')}
        data={surveyKinds.map(kind => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={search.kind ?? null}
        onChange={kind => setSearch({ kind: (kind ?? undefined) as 'nps' | undefined })}
        clearable
      />
      <Select
        className="survey-filter"
        aria-label={t('state')}
        placeholder={t('state.all')}
        data={states.map(state => ({ value: state, label: t(`state.${state}`) }))}
        value={search.state ?? null}
        onChange={state => setSearch({ state: (state ?? undefined) as 'open' | undefined })}
        clearable
      />
      <Checkbox
        label={t('archived')}
        checked={search.archived ?? false}
        onChange={event => setSearch({ archived: event.currentTarget.checked || undefined })}
      />
    </>
  )
}

function New() {
  const t = useText(messages)
  const may = useMay()
  const { open, setOpen } = useNewSurvey()
  if (!may('surveys.propose')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} leftSection={<IconPlus size={17} aria-hidden />}>
        {t('new')}
      </Button>
      <NewSurvey open={open} onClose={() => setOpen(false)} />
    </>
  )
}

/** Nothing asked yet: what one can begin with is right here. */
function Nothing() {
  const t = useText(messages)
  const may = useMay()
  return (
    <div className="survey-nothing">
      <Empty title={t('none')}>{t('none-why')}</Empty>
      {may('surveys.propose') && <TemplateGallery />}
    </div>
  )
}
