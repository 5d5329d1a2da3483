import { useAsk, useList } from '#ui/api.ts'
import { Card, Empty, List, Page, Section, useMay, Who } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { accountTimeline, getAccount, type WholeAccount } from '../account-api.ts'
import { listCustomers } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { EditAccount } from './account-form.tsx'
import { CustomerRow } from './Customers.tsx'
import { Endings } from './endings.tsx'
import { accountEnds } from './ends.ts'
import { Fact, Facts } from './facts.tsx'
import { MergedHere, MergedInto } from './merged.tsx'
import { Timeline } from './timeline.tsx'
import './customers.css'

/** One account: its people, its subscription, who answers for it. */
export default function AccountPage() {
  const t = useText(messages)
  const { params } = usePlace('/accounts/$id')
  const may = useMay()
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
          <Facts
            title={t('about-account')}
            mayEdit={may('accounts.change') && !one.mergedInto}
            known={<Known one={one} />}
            form={onDone => <EditAccount one={one} onDone={onDone} />}
          />
          <MergedHere kind="account" merged={one.merged} />
          <Endings one={one} ends={accountEnds} />
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

/** A calendar day has no zone: noon keeps it the same day everywhere that people live. */
function Day({ on }: { on: string | null }) {
  const t = useText(messages)
  const { date } = useFormats()
  return on ? <time dateTime={on}>{date(new Date(`${on}T12:00:00Z`))}</time> : t('unknown')
}
