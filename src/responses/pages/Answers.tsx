import { SegmentedControl } from '@mantine/core'
import { useAsk } from '#ui/api.ts'
import { Card, Empty, Page } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { periods } from '../filters-api.ts'
import messages from '../messages/index.ts'
import { getResults, type Results } from '../results-api.ts'
import { Comments } from './comments.tsx'
import { Download } from './download.tsx'
import { Chips, Filters } from './filters.tsx'
import { People } from './people.tsx'
import { Question } from './question.tsx'
import { AnswersSearch, filterKeys, filtersOf, noFilters } from './search.ts'
import './answers.css'

/** What was answered to one survey: every question with how many and how sure, the people behind every bar, and their words. */
export default function Answers() {
  const t = useText(messages)
  const { params, search } = usePlace('/surveys/$id/answers', AnswersSearch)
  const results = useAsk(getResults, { survey: params.id, ...filtersOf(search), ...(search.every && { every: search.every }) })
  return (
    <Page
      title={results.survey.name}
      over={t('answers')}
      sentence={<Sentence results={results} />}
      trail={[{ page: '/surveys', label: t('surveys') }]}
      action={results.n > 0 && <Download results={results} />}
    >
      <div className="row wrap between answers-tools">
        <div className="row wrap">
          <Filters results={results} />
          <Chips results={results} />
        </div>
        <div className="row wrap">
          <To page="/surveys/$id/who" params={{ id: params.id }} className="sm">
            {t('who')}
          </To>
          {results.publicPath && (
            <a href={results.publicPath} target="_blank" rel="noreferrer" className="sm">
              {t('public')}
            </a>
          )}
          {results.n > 0 && <Periods every={results.every} />}
        </div>
      </div>
      {results.n === 0 ? <Nobody /> : <Questions results={results} />}
      <People />
    </Page>
  )
}

function Sentence({ results: { n, comments, first, last, excluded } }: { results: Results }) {
  const t = useText(messages)
  const { date, number } = useFormats()
  if (!first || !last) return t('none.sentence')
  const left = excluded.test + excluded.archived + excluded.machine
  return (
    <>
      {t('sentence', { n, count: number(n), from: date(first), until: date(last), comments, said: number(comments) })}
      {left > 0 && <> {t('excluded', excluded)}</>}
    </>
  )
}

function Periods({ every }: { every: Results['every'] }) {
  const t = useText(messages)
  const { setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const data = periods.map(value => ({ value, label: t(`every.${value}`) }))
  return <SegmentedControl aria-label={t('every')} data={data} value={every} onChange={value => setSearch({ every: value as 'week' })} />
}

function Questions({ results }: { results: Results }) {
  return (
    <div className="questions">
      {results.questions.map(question => (
        <Question key={question.id} question={question} every={results.every} />
      ))}
      <Comments n={results.comments} />
    </div>
  )
}

function Nobody() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const filtered = filterKeys.some(key => search[key] !== undefined)
  return (
    <Card>
      {filtered ? (
        <Empty
          title={t('none.filtered')}
          action={
            <button type="button" className="as-button" onClick={() => setSearch(noFilters)}>
              {t('filter.clear')}
            </button>
          }
        />
      ) : (
        <Empty title={t('none')}>{t('none-why')}</Empty>
      )}
    </Card>
  )
}
