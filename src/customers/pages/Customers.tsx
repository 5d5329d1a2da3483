import { IconUserPlus } from '@tabler/icons-react'
import { useList } from '#ui/api.ts'
import { Card, Choice, Empty, LangTag, List, Page, PageTabs, SearchBox, useCalled, useMay } from '#ui/index.ts'
import { To, useGo, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listAccounts } from '../account-api.ts'
import { type Customer, listCustomers } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { AddCustomer } from './customer-form.tsx'
import { LanguageFilter } from './languages.tsx'
import { Add, Archived, NamedRow, OwnerFilter } from './list-parts.tsx'
import { CustomerSearch } from './searches.ts'
import './customers.css'

/** Everyone we answer, by name. */
export default function Customers() {
  const t = useText(messages)
  const { search } = usePlace('/customers', CustomerSearch)
  const list = useList(listCustomers, search)
  const asked = Object.values(search).some(Boolean)
  return (
    <Page title={t('customers')} sentence={t('customers.sentence')} action={<AddOne />}>
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
  const called = useCalled()
  return (
    <To page="/customers/$id" params={{ id }}>
      <NamedRow name={called(name)} query={query} under={[account?.name, contact?.value]} archivedAt={archivedAt} owner={owner}>
        {languages[0] && <LangTag language={languages[0]} />}
      </NamedRow>
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
      <OwnerFilter ownerId={search.ownerId} set={ownerId => setSearch({ ownerId })} />
      <div className="filter">
        <LanguageFilter value={search.language} onChange={language => setSearch({ language })} />
      </div>
      <Archived on={search.archived} set={archived => setSearch({ archived })} />
    </>
  )
}

function AddOne() {
  const t = useText(messages)
  const go = useGo()
  return (
    <Add may="customers.change" icon={IconUserPlus} label={t('add.customer')}>
      <AddCustomer onDone={id => void go('/customers/$id', { params: { id } })} />
    </Add>
  )
}
