import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useAsk, useList } from '#ui/api.ts'
import { Card, Empty, List, Page, Section, useMay, Who } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { accountTimeline, getAccount, type WholeAccount } from '../account-api.ts'
import { listCustomers } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { AccountEndings } from './account-endings.tsx'
import { EditAccount } from './account-form.tsx'
import { CustomerRow } from './Customers.tsx'
import { MergedHere, MergedInto } from './merged.tsx'
import { Timeline } from './timeline.tsx'
import './customers.css'

/** One account: its people, its subscription, who answers for it. */
export default function AccountPage() {
  const t = useText(messages)
  const { params } = usePlace('/accounts/$id')
  const one = useAsk(getAccount, { id: params.id })
  return (
    <Page
      title={one.name}
      over={t('account')}
      sentence={t('people', { n: one.people })}
      trail={[{ page: '/accounts', label: t('accounts') }]}
    >
      {one.mergedInto && <MergedInto page="/accounts/$id" into={one.mergedInto} />}
      <div className="cols">
        <div className="part-stack">
          <People accountId={one.id} />
          <Timeline from={accountTimeline} id={one.id} name={one.name} />
        </div>
        <div className="part-stack">
          <Facts one={one} />
          <MergedHere kind="account" merged={one.merged} />
          <AccountEndings one={one} />
        </div>
      </div>
    </Page>
  )
}

function People({ accountId }: { accountId: string }) {
  const t = useText(messages)
  const list = useList(listCustomers, { accountId })
  return (
    <Section title={t('people.title')}>
      <Card flush>
        <List
          list={list}
          label={t('people.title')}
          keyOf={one => one.id}
          empty={<Empty title={t('none.customers')}>{t('none.customers-why')}</Empty>}
          row={one => <CustomerRow {...one} account={null} />}
        />
      </Card>
    </Section>
  )
}

function Facts({ one }: { one: WholeAccount }) {
  const t = useText(messages)
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const edit = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPencil size={15} aria-hidden />}
      onClick={() => setEditing(!editing)}
      aria-expanded={editing}
    >
      {t('edit')}
    </Button>
  )
  return (
    <Section title={t('about-account')} aside={may('accounts.change') && !one.mergedInto && edit}>
      <Card>{editing ? <EditAccount one={one} onDone={() => setEditing(false)} /> : <Known one={one} />}</Card>
    </Section>
  )
}

function Known({ one }: { one: WholeAccount }) {
  const t = useText(messages)
  const { number } = useFormats()
  const revenue = one.monthlyRevenue === null ? t('unknown') : `${number(one.monthlyRevenue)} ${one.currency ?? ''}`
  return (
    <dl className="facts">
      <Fact name={t('owner')}>
        {one.owner && <Who name={one.owner.name} kind="member" size="small" />}
        {one.owner?.name ?? t('no-owner')}
      </Fact>
      <Fact name={t('plan')}>{one.plan ?? t('unknown')}</Fact>
      <Fact name={t('starts-on')}>
        <Day on={one.startsOn} />
      </Fact>
      <Fact name={t('ends-on')}>
        <Day on={one.endsOn} />
      </Fact>
      <Fact name={t('monthly-revenue')}>{one.revenueSeen ? revenue : <span className="dim sm">{t('revenue-hidden')}</span>}</Fact>
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd className="row">{children}</dd>
  </div>
)

/** A calendar day has no zone: noon keeps it the same day everywhere that people live. */
function Day({ on }: { on: string | null }) {
  const t = useText(messages)
  const { date } = useFormats()
  return on ? <time dateTime={on}>{date(new Date(`${on}T12:00:00Z`))}</time> : t('unknown')
}
