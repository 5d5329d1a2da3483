import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Ago, Card, confirm, Dialog, Empty, Form, notice, Page, PageTabs, Submit, Table, TextField, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { createKey, listKeys, revokeKey, takeKey } from '../api.ts'
import messages from '../messages/index.ts'
import { CopySecret } from './copy-secret.tsx'
import './directory.css'

type Key = Item<typeof listKeys>

/** Keys for programs: made here, shown once, revoked for good. */
export default function Keys() {
  const t = useText(messages)
  const [adding, setAdding] = useState(false)
  const keys = useList(listKeys, {})
  return (
    <Page title={t('keys')} sentence={t('keys.why')} action={<Button onClick={() => setAdding(true)}>{t('key.add')}</Button>}>
      <PageTabs of="/settings" />
      <Card flush>
        <Table
          list={keys}
          label={t('keys')}
          keyOf={one => one.id}
          empty={<Empty title={t('keys.none')}>{t('keys.none.why')}</Empty>}
          columns={[
            { key: 'name', head: t('key.name'), cell: one => <b>{one.name}</b>, wide: true },
            { key: 'hint', head: t('key.hint'), cell: one => <code>{one.hint}…</code> },
            { key: 'scopes', head: t('key.scopes'), cell: one => one.scopes.join(', '), wide: true },
            { key: 'by', head: t('key.by'), cell: one => one.by ?? t('key.by-command') },
            { key: 'used', head: t('key.used'), cell: one => (one.lastUsedAt ? <Ago at={one.lastUsedAt} /> : t('key.never')) },
            { key: 'end', head: t('key.end'), cell: one => <Acts {...one} /> },
          ]}
        />
      </Card>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('key.add')} side>
        <NewKey onDone={() => setAdding(false)} />
      </Dialog>
    </Page>
  )
}

const Acts = (key: Key) => (
  <div className="row wrap">
    {key.by && !key.mine && !key.revokedAt && <Take {...key} />}
    <Revoke {...key} />
  </div>
)

function Take({ id, name }: Key) {
  const t = useText(messages)
  const send = useSend(takeKey, { refresh: [listKeys], onDone: () => notice({ tone: 'good', text: t('key.take.done', { name }) }) })
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={send.isPending}
      onClick={() => send.mutate({ id })}
      aria-label={t('key.take.label', { name })}
    >
      {t('key.take')}
    </Button>
  )
}

function Revoke({ id, name, revokedAt }: Key) {
  const t = useText(messages)
  const send = useSend(revokeKey, { refresh: [listKeys] })
  const ask = async () => {
    if (await confirm({ title: t('key.revoke.title', { name }), text: t('key.revoke.why'), button: t('key.revoke'), danger: true }))
      send.mutate({ id })
  }
  if (revokedAt) return <span className="tag">{t('key.revoked')}</span>
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={send.isPending}
      onClick={() => void ask()}
      aria-label={t('key.revoke.title', { name })}
    >
      {t('key.revoke')}
    </Button>
  )
}

function NewKey({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(createKey, { refresh: [listKeys] })
  if (send.data)
    return (
      <div className="form">
        <p>{t('key.once')}</p>
        <CopySecret text={send.data.key} />
        <Button onClick={onDone}>{t('button.done')}</Button>
      </div>
    )
  return (
    <Form schema={createKey.input} start={{ name: '', scopes: [] }} send={send} label={t('key.add')}>
      <TextField name="name" label={t('key.name')} hint={t('key.name.hint')} required autoFocus autoComplete="off" />
      <Scopes />
      <Submit>{t('key.add')}</Submit>
    </Form>
  )
}

function Scopes() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { scopes } = useAsk(listKeys, {})
  return (
    <Checkbox.Group
      classNames={{ label: 'field-label', description: 'field-hint', error: 'field-error' }}
      label={t('key.scopes')}
      description={t('key.scopes.hint')}
      {...form.getInputProps('scopes')}
    >
      <div className="checks" data-path="scopes">
        {scopes.map(one => (
          <Checkbox key={one} value={one} label={one} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
