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
  notice,
  Page,
  PageTabs,
  Said,
  SearchBox,
  Select,
  Signal,
  Submit,
  TextField,
  undoable,
  useMay,
} from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { addSuppression, listSuppressed, removeSuppression, restoreSuppression } from '../api.ts'
import { suppressionReasons } from '../kinds-api.ts'
import messages from '../messages/index.ts'
import type { Suppression } from '../suppression-api.ts'
import { SuppressedSearch } from './searches.ts'

/** Addresses that get no survey: whoever said so, whatever came back, whoever was put here by hand. */
export default function Suppressed() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/sends/suppressed', SuppressedSearch)
  const { q, reason } = search
  const list = useList(listSuppressed, { ...(q && { q }), ...(reason && { reason }) })
  const tools = (
    <>
      <SearchBox value={q ?? ''} onChange={next => setSearch({ q: next || undefined })} label={t('search.addresses')} />
      <div className="filter">
        <Select
          aria-label={t('reason')}
          placeholder={t('any-reason')}
          data={suppressionReasons.map(value => ({ value, label: t(`why.${value}`) }))}
          value={reason ?? null}
          onChange={next => setSearch({ reason: (next ?? undefined) as Suppression['reason'] | undefined })}
          clearable
        />
      </div>
    </>
  )
  const nobody = <Empty title={t('none.suppressed')}>{t('none.suppressed-why')}</Empty>
  return (
    <Page title={t('suppressed')} sentence={t('suppressed.sentence')} action={<Add />}>
      <PageTabs of="/sends" />
      <Card flush>
        <List
          list={list}
          label={t('suppressed')}
          keyOf={one => one.id}
          tools={tools}
          empty={q || reason ? <Empty title={t('none.found')} /> : nobody}
          row={one => <Row {...one} query={q} />}
        />
      </Card>
    </Page>
  )
}

function Row({ id, kind, value, reason, note, at, query }: Item<typeof listSuppressed> & { query?: string | undefined }) {
  const t = useText(messages)
  const may = useMay()
  const back = useSend(restoreSuppression, { refresh: [listSuppressed] })
  const undo = () => back.mutate({ kind: kind as 'email', value, reason })
  const off = useSend(removeSuppression, {
    refresh: [listSuppressed],
    onDone: () => undoable({ text: t('suppressed.taken-off', { value }), undo }),
  })
  return (
    <span className="row wrap">
      <span className="grow stack">
        <Said text={value} query={query} size="name" />
        {note && <span className="sm dim">{note}</span>}
      </span>
      <Signal kind={reason === 'by-hand' ? 'in' : 'bad'}>{t(`why.${reason}`)}</Signal>
      <span className="sm dim">
        <Ago at={at} />
      </span>
      {may('sends.suppress') && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={off.isPending}
          onClick={() => off.mutate({ id })}
          aria-label={t('take-off.of', { value })}
        >
          {t('take-off')}
        </Button>
      )}
    </span>
  )
}

function Add() {
  const t = useText(messages)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const send = useSend(addSuppression, {
    refresh: [listSuppressed],
    onDone: ({ added, wrong }) => {
      notice({ tone: wrong.length > 0 ? 'bad' : 'good', text: t('suppressed.added', { n: added, wrong: wrong.length }) })
      setOpen(false)
    },
  })
  if (!may('sends.suppress')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('add.suppressed')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('add.suppressed')} side>
        <Form schema={addSuppression.input} start={{ text: '', note: '' }} send={send} label={t('add.suppressed')}>
          <AreaField name="text" label={t('addresses')} hint={t('addresses.hint')} rows={6} />
          <TextField name="note" label={t('note')} />
          <Submit>{t('add.suppressed')}</Submit>
        </Form>
      </Dialog>
    </>
  )
}
