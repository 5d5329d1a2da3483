import { Button, Checkbox } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listMembers } from '#directory/api.ts'
import { useList } from '#ui/api.ts'
import { Card, Choice, Dialog, Empty, LangTag, List, Page, PageTabs, Said, SearchBox, useCalled, useMay, Who } from '#ui/index.ts'
import { To, useGo, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listAccounts } from '../account-api.ts'
import { type Customer, listCustomers } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { AddCustomer } from './customer-form.tsx'
import { LanguageFilter } from './languages.tsx'
import { CustomerSearch } from './searches.ts'
import './customers.css'

/** Everyone we answer, by name. */
export default function Customers() {
  const t = useText(messages)
  const { search } = usePlace('/customers', CustomerSearch)
  const list = useList(listCustomers, search)
  const asked = Object.values(search).some(Boolean)
  return (
    <Page title={t('customers')} sentence={t('customers.sentence')} action={<Add />}>
      <PageTabs of="/customers" />
      <Card flush>
        <List
          list={list}
          label={t('customers')}
          keyOf={one => one.id}
          tools={<Filters />}
          empty={asked ? <Empty title={t('none.found')}>{t('none.found-why')}</Empty> : <Nobody />}
          row={one => <CustomerRow {...one} query={search.q} />}
        />
      </Card>
    </Page>
  )
}

function Nobody() {
  const t = useText(messages)
  const may = useMay()
  return (
    <Empty title={t('none.customers')} action={may('imports.run') && <To page="/import">{t('import')}</To>}>
      {t('none.customers-why')}
    </Empty>
  )
}

export function CustomerRow({
  id,
  name,
  languages,
  account,
  contact,
  owner,
  archivedAt,
  query,
}: Customer & { query?: string | undefined }) {
  const t = useText(messages)
  const called = useCalled()
  return (
    <To page="/customers/$id" params={{ id }}>
      <span className="row">
        <Who name={called(name)} />
        <span className="grow stack">
          <Said text={called(name)} query={query} size="name" />
          <span className="sm dim">{[account?.name, contact?.value].filter(Boolean).join(' · ')}</span>
        </span>
        {archivedAt && <span className="tag">{t('archived')}</span>}
        {languages[0] && <LangTag language={languages[0]} />}
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
  const { search, setSearch } = usePlace('/customers', CustomerSearch)
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search.customers')} />
      <div className="filter">
        <Choice
          from={listAccounts}
          option={one => ({ value: one.id, label: one.name })}
          label={t('account')}
          value={search.accountId ?? null}
          onChange={accountId => setSearch({ accountId: accountId ?? undefined })}
          clearable
          hideLabel
        />
      </div>
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
      <div className="filter">
        <LanguageFilter value={search.language} onChange={language => setSearch({ language })} />
      </div>
      <Archived on={search.archived ?? false} set={archived => setSearch({ archived })} />
    </>
  )
}

export function Archived({ on, set }: { on: boolean; set: (on: true | undefined) => void }) {
  const t = useText(messages)
  return <Checkbox label={t('filter.archived')} checked={on} onChange={event => set(event.currentTarget.checked || undefined)} />
}

function Add() {
  const t = useText(messages)
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState(false)
  if (!may('customers.change')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} leftSection={<IconUserPlus size={17} aria-hidden />}>
        {t('add.customer')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('add.customer')} side>
        <AddCustomer onDone={id => void go('/customers/$id', { params: { id } })} />
      </Dialog>
    </>
  )
}
