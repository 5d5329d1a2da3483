import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Item, useList, useSend } from '#ui/api.ts'
import { Card, Dialog, Empty, Form, List, notice, Page, PageTabs, RadioField, Signal, Submit, TextField, undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addGateway, changeGateway, listGateways, testGateway } from '../api.ts'
import { gatewayWays } from '../gateway-api.ts'
import messages from '../messages/index.ts'

/** Servers that bring a link to people by SMS, LINE or otherwise. */
export default function Gateways() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const list = useList(listGateways, {})
  return (
    <Page
      title={t('gateways')}
      sentence={t('gateways.sentence')}
      action={<Button onClick={() => setOpen(true)}>{t('add.gateway')}</Button>}
    >
      <PageTabs of="/sends" />
      <Card flush>
        <List
          list={list}
          label={t('gateways')}
          keyOf={one => one.id}
          empty={<Empty title={t('none.gateways')}>{t('none.gateways-why')}</Empty>}
          row={one => <Row {...one} />}
        />
      </Card>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('add.gateway')} side>
        <NewGateway onDone={() => setOpen(false)} />
      </Dialog>
    </Page>
  )
}

function Row({ id, name, url, way, waiting, failed, problem }: Item<typeof listGateways>) {
  const t = useText(messages)
  const back = useSend(changeGateway, { refresh: [listGateways] })
  const test = useSend(testGateway, {
    onDone: ({ status, problem }) =>
      notice(
        problem
          ? { tone: 'bad', text: t('gateway.failed', { problem }) }
          : { tone: 'good', text: t('gateway.answered', { status: status ?? 0 }) },
      ),
  })
  const archive = useSend(changeGateway, {
    refresh: [listGateways],
    onDone: () => undoable({ text: t('gateway.archived', { name }), undo: () => back.mutate({ id, archived: false }) }),
  })
  return (
    <span className="row wrap">
      <span className="grow stack">
        <b>{name}</b>
        <span className="sm dim">{`${t(`way.${way}`)} · ${url}`}</span>
      </span>
      {waiting > 0 && <span className="sm soft num">{t('gateway.waiting', { n: waiting })}</span>}
      {failed > 0 && <Signal kind="bad">{t('gateway.not-reached', { n: failed, problem: problem ?? '' })}</Signal>}
      <Button
        variant="default"
        size="compact-sm"
        loading={test.isPending}
        onClick={() => test.mutate({ id })}
        aria-label={t('gateway.test-of', { name })}
      >
        {t('gateway.test')}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={archive.isPending}
        onClick={() => archive.mutate({ id, archived: true })}
        aria-label={t('archive-of', { name })}
      >
        {t('archive')}
      </Button>
    </span>
  )
}

function NewGateway({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(addGateway, { refresh: [listGateways] })
  if (send.data)
    return (
      <div className="form">
        <p>{t('gateway.secret-once')}</p>
        <code>{send.data.secret}</code>
        <Button onClick={onDone}>{t('done')}</Button>
      </div>
    )
  return (
    <Form schema={addGateway.input} start={{ name: '', url: '', way: 'phone' }} send={send} label={t('add.gateway')}>
      <TextField name="name" label={t('name')} required autoFocus />
      <TextField name="url" type="url" label={t('gateway.url')} hint={t('gateway.url.hint')} required />
      <RadioField name="way" label={t('gateway.way')} options={gatewayWays.map(value => ({ value, label: t(`way.${value}`) }))} />
      <Submit>{t('add.gateway')}</Submit>
    </Form>
  )
}
