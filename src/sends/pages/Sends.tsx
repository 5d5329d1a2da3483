import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useList } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, Page, PageTabs, Said, SearchBox, Select, useMay } from '#ui/index.ts'
import { To, useGo, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listSends } from '../api.ts'
import { sendStates } from '../kinds-api.ts'
import messages from '../messages/index.ts'
import type { Send } from '../send-api.ts'
import { NewSend } from './new-send.tsx'
import { SendsSearch } from './searches.ts'
import { doneIn, peopleIn, StateOf } from './state-of.tsx'

/** What was sent to whom, what is on its way, and what goes by itself. */
export default function Sends() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/sends', SendsSearch)
  const { survey, state, q } = search
  const list = useList(listSends, { ...(q && { q }), ...(state && { state: [state] }), ...(survey && { surveyId: survey }) })
  const tools = (
    <>
      <SearchBox value={q ?? ''} onChange={next => setSearch({ q: next || undefined })} label={t('search.sends')} />
      <div className="filter">
        <Select
          aria-label={t('column.state')}
          placeholder={t('any-state')}
          data={sendStates.map(value => ({ value, label: t(`send-state.${value}`) }))}
          value={state ?? null}
          onChange={next => setSearch({ state: (next ?? undefined) as Send['state'] | undefined })}
          clearable
        />
      </div>
    </>
  )
  return (
    <Page title={t('sends')} sentence={t('sends.sentence')} action={<Add surveyId={survey} />}>
      <PageTabs of="/sends" />
      <Card flush>
        <List
          list={list}
          label={t('sends')}
          keyOf={one => one.id}
          tools={tools}
          empty={q || state ? <Empty title={t('none.found')} /> : <Empty title={t('none.sends')}>{t('none.sends-why')}</Empty>}
          row={one => <SendRow {...one} query={q} />}
        />
      </Card>
    </Page>
  )
}

function SendRow({ id, name, survey, segment, kind, channel, state, people, createdAt, query }: Send & { query?: string | undefined }) {
  const t = useText(messages)
  const about = [survey.name === name ? null : survey.name, t(`kind.${kind}`), t(`channel.${channel}`), segment?.name]
  return (
    <To page="/sends/$id" params={{ id }}>
      <span className="row wrap">
        <span className="grow stack">
          <Said text={name} query={query} size="name" />
          <span className="sm dim">{about.filter(Boolean).join(' · ')}</span>
        </span>
        {peopleIn(people) > 0 && <span className="sm soft num">{t('people.done', { done: doneIn(people), all: peopleIn(people) })}</span>}
        <StateOf state={state} />
        <span className="sm dim desk-only">
          <Ago at={createdAt} />
        </span>
      </span>
    </To>
  )
}

function Add({ surveyId }: { surveyId: string | undefined }) {
  const t = useText(messages)
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState(surveyId !== undefined)
  if (!may('sends.change')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} leftSection={<IconSend size={17} aria-hidden />}>
        {t('add.send')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('add.send')} side>
        <NewSend surveyId={surveyId} onDone={id => void go('/sends/$id', { params: { id } })} />
      </Dialog>
    </>
  )
}
