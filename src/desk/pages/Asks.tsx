import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Item, useList, useSend } from '#ui/api.ts'
import {
  Ago,
  AreaField,
  Card,
  Dialog,
  Empty,
  Form,
  List,
  Page,
  PageTabs,
  Signal,
  Submit,
  TimeLeft,
  undoable,
  useMay,
  Who,
} from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { answerAsk, desk, listAsks, withdrawAsk } from '../api.ts'
import messages from '../messages/index.ts'
import { AskForm } from './ask-form.tsx'
import './desk.css'

type Ask = Item<typeof listAsks>
const refresh = [listAsks, desk]

/** What was asked of whom, by when, and what was answered: in the open. */
export default function Asks() {
  const t = useText(messages)
  const may = useMay()('asks.ask')
  const [asking, setAsking] = useState(false)
  const list = useList(listAsks, {})
  return (
    <Page
      title={t('asks')}
      sentence={t('asks.why')}
      trail={[{ page: '/voices', label: t('voices') }]}
      action={may && <Button onClick={() => setAsking(true)}>{t('ask')}</Button>}
    >
      <PageTabs of="/voices" />
      <Card flush>
        <List
          list={list}
          label={t('asks')}
          keyOf={one => one.id}
          empty={<Empty title={t('asks.none')}>{t('asks.none-why')}</Empty>}
          row={one => <Row ask={one} />}
        />
      </Card>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('ask')} side>
        <AskForm suggestion={null} onDone={() => setAsking(false)} />
      </Dialog>
    </Page>
  )
}

function Row({ ask }: { ask: Ask }) {
  const t = useText(messages)
  const [answering, setAnswering] = useState(false)
  return (
    <article className="ask">
      <div className="row between wrap">
        <span className="row">
          <Who name={ask.to.name} kind="member" size="small" />
          <span className="sm">{t('asked.of', { by: ask.by.name, to: ask.to.name })}</span>
        </span>
        <Standing ask={ask} />
      </div>
      <p className="ask-words" dir="auto">
        {ask.question}
      </p>
      {ask.answer && (
        <blockquote className="ask-answer" dir="auto">
          {ask.answer}
        </blockquote>
      )}
      {answering ? <Answer ask={ask} onDone={() => setAnswering(false)} /> : <Doing ask={ask} answer={() => setAnswering(true)} />}
    </article>
  )
}

function Standing({ ask }: { ask: Ask }) {
  const t = useText(messages)
  if (ask.state === 'withdrawn') return <span className="sm dim">{t('withdrawn')}</span>
  if (!ask.answeredAt) return <TimeLeft until={ask.dueAt} />
  return (
    <span className="row sm">
      <Signal kind={ask.answeredAt <= ask.dueAt ? 'good' : 'late'}>{t('answered')}</Signal>
      <Ago at={ask.answeredAt} />
    </span>
  )
}

function Doing({ ask, answer }: { ask: Ask; answer: () => void }) {
  const t = useText(messages)
  const back = useSend(withdrawAsk, { refresh })
  const away = useSend(withdrawAsk, {
    refresh,
    onDone: () => undoable({ text: t('withdrawn'), undo: () => back.mutate({ id: ask.id, withdrawn: false }) }),
  })
  const open = ask.state === 'open' || ask.state === 'late'
  if (!open) return null
  return (
    <div className="row">
      {ask.mine && (
        <Button variant="default" size="compact-sm" onClick={answer}>
          {t('answer')}
        </Button>
      )}
      {ask.mayWithdraw && (
        <Button variant="subtle" size="compact-sm" onClick={() => away.mutate({ id: ask.id, withdrawn: true })}>
          {t('withdraw')}
        </Button>
      )}
    </div>
  )
}

function Answer({ ask, onDone }: { ask: Ask; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(answerAsk, { refresh })
  return (
    <Form
      schema={answerAsk.input}
      start={{ answer: '' }}
      send={send}
      input={{ id: ask.id }}
      keep={`ask-${ask.id}`}
      onDone={onDone}
      label={t('answer')}
    >
      <AreaField name="answer" label={t('answer.words')} required autoFocus />
      <Submit>{t('answer')}</Submit>
    </Form>
  )
}
