import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type Item, useList } from '#ui/api.ts'
import { Card, Empty, List, Page, PageTabs, Said, SearchBox, Select, Signal, useMay, Who } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { languageNames, useText } from '#ui/text.tsx'
import { listMembers, states } from '../api.ts'
import messages from '../messages/index.ts'
import { AddMember } from './add-member.tsx'
import { PeopleSearch } from './search.ts'
import { useRoles } from './words.ts'
import './directory.css'

/** Everybody here: found by any part of a name, filtered by role and by whether they have joined. */
export default function People() {
  const t = useText(messages)
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const { search } = usePlace('/people', PeopleSearch)
  const { q, role, state } = search
  const people = useList(listMembers, { ...(q && { q }), ...(role && { role }), ...(state && { state }) } as never)
  const add = may('directory.people') && (
    <Button leftSection={<IconUserPlus size={19} stroke={1.7} aria-hidden />} onClick={() => setAdding(true)}>
      {t('member.add')}
    </Button>
  )
  return (
    <Page title={t('people')} sentence={t('people.why')} action={add}>
      <PageTabs of="/people" />
      <Card flush>
        <List
          list={people}
          label={t('people')}
          keyOf={one => one.id}
          tools={<Filters />}
          row={one => <OneMember {...one} />}
          empty={<Empty title={t('people.none')}>{t('people.none.why')}</Empty>}
        />
      </Card>
      <AddMember open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function Filters() {
  const t = useText(messages)
  const roles = useRoles()
  const { search, setSearch } = usePlace('/people', PeopleSearch)
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('people.search')} />
      <Select
        aria-label={t('member.role')}
        placeholder={t('member.role')}
        clearable
        data={roles}
        value={search.role ?? null}
        onChange={role => setSearch({ role: role ?? undefined })}
      />
      <Select
        aria-label={t('member.state')}
        placeholder={t('member.state')}
        clearable
        data={states.map(value => ({ value, label: t(`is.${value}`) }))}
        value={search.state ?? null}
        onChange={state => setSearch({ state: state ?? undefined })}
      />
    </>
  )
}

function OneMember({ id, name, language, role, managerName, languages, available, state }: Item<typeof listMembers>) {
  const t = useText(messages)
  return (
    <To page="/people/$id" params={{ id }} className="people-row">
      <Who name={name} kind="member" />
      <span className="stack">
        <Said text={name} language={language} size="name" />
        <span className="meta">
          <span>{t(`role.${role}`)}</span>
          {managerName && <span>{t('member.reports-to', { name: managerName })}</span>}
          <span>{languages.map(one => languageNames[one]).join(' · ')}</span>
        </span>
      </span>
      <span className="end">
        {state !== 'active' ? <span className="tag">{t(`is.${state}`)}</span> : !available && <Signal kind="few">{t('is.away')}</Signal>}
      </span>
    </To>
  )
}
