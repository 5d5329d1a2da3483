import { IconBuildingStore } from '@tabler/icons-react'
import { useList } from '#ui/api.ts'
import { Card, Empty, List, Page, PageTabs, SearchBox } from '#ui/index.ts'
import { To, useGo, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Account, listAccounts } from '../account-api.ts'
import messages from '../messages/index.ts'
import { AddAccount } from './account-form.tsx'
import { Add, Archived, NamedRow, OwnerFilter } from './list-parts.tsx'
import { AccountSearch } from './searches.ts'
import './customers.css'

/** The organisations that our customers belong to. */
export default function Accounts() {
  const t = useText(messages)
  const { search } = usePlace('/accounts', AccountSearch)
  const list = useList(listAccounts, search)
  const asked = Object.values(search).some(Boolean)
  return (
    <Page title={t('accounts')} sentence={t('accounts.sentence')} action={<AddOne />}>
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
      <NamedRow name={name} query={query} under={[plan, t('people', { n: people })]} archivedAt={archivedAt} owner={owner} />
    </To>
  )
}

function Filters() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/accounts', AccountSearch)
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search.accounts')} />
      <OwnerFilter ownerId={search.ownerId} set={ownerId => setSearch({ ownerId })} />
      <Archived on={search.archived} set={archived => setSearch({ archived })} />
    </>
  )
}

function AddOne() {
  const t = useText(messages)
  const go = useGo()
  return (
    <Add may="accounts.change" icon={IconBuildingStore} label={t('add.account')}>
      <AddAccount onDone={id => void go('/accounts/$id', { params: { id } })} />
    </Add>
  )
}
