import { Button } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useState } from 'react'
import { listMembers } from '#directory/api.ts'
import { useList } from '#ui/api.ts'
import { Card, Choice, Dialog, Empty, List, Page, PageTabs, Said, SearchBox, useMay, Who } from '#ui/index.ts'
import { To, useGo, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Account, listAccounts } from '../account-api.ts'
import messages from '../messages/index.ts'
import { AddAccount } from './account-form.tsx'
import { Archived } from './Customers.tsx'
import { AccountSearch } from './searches.ts'
import './customers.css'

/** The organisations that our customers belong to. */
export default function Accounts() {
  const t = useText(messages)
  const { search } = usePlace('/accounts', AccountSearch)
  const list = useList(listAccounts, search)
  const asked = Object.values(search).some(Boolean)
  return (
    <Page title={t('accounts')} sentence={t('accounts.sentence')} action={<Add />}>
      <PageTabs of="/customers" />
      <Card flush>
        <List
          list={list}
          label={t('accounts')}
          keyOf={one => one.id}
          tools={<Filters />}
          empty={<Empty title={t(asked ? 'none.found' : 'none.accounts')}>{t(asked ? 'none.found-why' : 'none.accounts-why')}</Empty>}
          row={one => <AccountRow {...one} query={search.q} />}
        />
      </Card>
    </Page>
  )
}

function AccountRow({ id, name, plan, people, owner, archivedAt, query }: Account & { query: string | undefined }) {
  const t = useText(messages)
  return (
    <To page="/accounts/$id" params={{ id }}>
      <span className="row">
        <Who name={name} />
        <span className="grow stack">
          <Said text={name} query={query} size="name" />
          <span className="sm dim">{[plan, t('people', { n: people })].filter(Boolean).join(' · ')}</span>
        </span>
        {archivedAt && <span className="tag">{t('archived')}</span>}
        {owner && (
          <span className="row desk-only">
            <Who name={owner.name} kind="member" size="small" />
            <span className="sm soft">{owner.name}</span>
          </span>
        )}
      </span>
    </To>
  )
}

function Filters() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/accounts', AccountSearch)
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search.accounts')} />
      <div className="filter">
        <Choice
          from={listMembers}
          option={one => ({ value: one.id, label: one.name })}
          label={t('owner')}
          value={search.ownerId ?? null}
          onChange={ownerId => setSearch({ ownerId: ownerId ?? undefined })}
          clearable
          hideLabel
        />
      </div>
      <Archived on={search.archived ?? false} set={archived => setSearch({ archived })} />
    </>
  )
}

function Add() {
  const t = useText(messages)
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState(false)
  if (!may('accounts.change')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} leftSection={<IconBuildingStore size={17} aria-hidden />}>
        {t('add.account')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('add.account')} side>
        <AddAccount onDone={id => void go('/accounts/$id', { params: { id } })} />
      </Dialog>
    </>
  )
}
