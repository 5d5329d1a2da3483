import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useAsk, useList } from '#ui/api.ts'
import { Dialog, Empty, List } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { getResults, listResponses } from '../results-api.ts'
import { WholeResponse } from './response.tsx'
import { ResponseLine } from './response-line.tsx'
import { AnswersSearch, filtersOf, nobody } from './search.ts'

/** The people behind the open bar, and the open one's whole response. */
export function People() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const close = () => setSearch(nobody)
  return (
    <Dialog side open={search.question !== undefined || search.response !== undefined} onClose={close} title={t('behind')}>
      {search.response ? <One id={search.response} fromList={search.question !== undefined} /> : <Behind />}
    </Dialog>
  )
}

function One({ id, fromList }: { id: string; fromList: boolean }) {
  const t = useText(messages)
  const { setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  return (
    <div className="stack">
      {fromList && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={15} aria-hidden />}
            onClick={() => setSearch({ response: undefined })}
          >
            {t('back')}
          </Button>
        </div>
      )}
      <WholeResponse id={id} />
    </div>
  )
}

function Behind() {
  const t = useText(messages)
  const { params, search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const { question, answer, row } = search
  const filters = filtersOf(search)
  const { questions } = useAsk(getResults, { survey: params.id, ...filters, ...(search.every && { every: search.every }) })
  const list = useList(listResponses, {
    survey: params.id,
    ...filters,
    ...(question && { question }),
    ...(answer && { answer }),
    ...(row && { row }),
  })
  const asked = questions.find(one => one.id === question)
  const bars = asked?.rows.find(one => one.answer === row)?.bars ?? asked?.bars ?? asked?.ranks ?? []
  const named = [...bars, ...(asked?.ranks ?? [])].find(one => one.answer === answer)?.label
  return (
    <div className="stack">
      {asked && (
        <p className="sm soft">
          {asked.ask}
          {answer && <b> · {named || (answer === 'other:' ? t('other') : answer)}</b>}
        </p>
      )}
      <List
        list={list}
        label={t('behind')}
        keyOf={one => one.id}
        empty={<Empty title={t('none.filtered')} />}
        row={one => (
          <button type="button" onClick={() => setSearch({ response: one.id })}>
            <ResponseLine one={one} />
          </button>
        )}
      />
    </div>
  )
}
