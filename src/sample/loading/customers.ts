import { searchKey } from '#core/text/normalise.ts'
import type { SampleRecord } from '../simulator/records.ts'
import { idAt } from './ids.ts'
import type { People } from './people.ts'
import { type Rows, stamp } from './rows.ts'

type Told<Kind extends SampleRecord['kind']> = Extract<SampleRecord, { kind: Kind }>
type Known = { id: string; account: number; name: string; email: string | null }
export type Customers = ReturnType<typeof customersOf>

/** Accounts, customers, how they are reached and what they like. Ids and names stay in memory: as many as there are people. */
export function customersOf(rows: Rows, people: People, startOf: (on: string) => number) {
  const accounts: { id: string; name: string }[] = []
  const customers: Known[] = []
  const left: { id: string; endsOn: string }[] = []

  const account = ({ account, name, plan, monthlyRevenue, startedOn, at }: Told<'account'>) => {
    const createdAt = Math.min(at, startOf(startedOn))
    const id = idAt(createdAt)
    accounts[account] = { id, name }
    const own = { id, source: 'sample', external_id: String(account), name, name_key: searchKey(name), search_key: searchKey(name) }
    rows.add('account', {
      ...own,
      plan,
      monthly_revenue: monthlyRevenue,
      currency: 'USD',
      starts_on: startedOn,
      created_at: stamp(createdAt),
    })
  }

  const customer = ({ customer, account, name, language, email, phone, at }: Told<'customer'>) => {
    const id = idAt(at)
    customers[customer] = { id, account, name, email }
    const ways = [email, phone, phone?.replace(/\D/g, '')].filter(way => way !== null && way !== undefined)
    const key = { name_key: searchKey(name), search_key: searchKey([name, ...ways].join(' ')) }
    const own = { id, source: 'sample', external_id: String(customer), name, ...key, account_id: accounts[account]!.id }
    rows.add('customer', { ...own, languages: language === 'en' ? ['en'] : [language, 'en'], created_at: stamp(at) })
    reachedBy(id, 'email', email, email?.toLowerCase(), at)
    reachedBy(id, 'phone', phone, phone?.replace(/\D/g, ''), at)
  }

  const reachedBy = (customerId: string, kind: string, value: string | null, normal: string | undefined, at: number) => {
    if (value === null) return
    rows.add('contact_way', {
      id: idAt(at),
      customer_id: customerId,
      kind,
      value,
      normal,
      preferred: kind === 'email',
      created_at: stamp(at),
    })
  }

  const preference = ({ customer, text, source, member, consent, at }: Told<'preference'>) =>
    rows.add('preference', {
      id: idAt(at),
      customer_id: customers[customer]!.id,
      text,
      source: source === 'said' ? 'customer' : source === 'told' ? 'member' : 'seen',
      consent: consent ? 'given' : 'not-asked',
      consent_at: consent ? stamp(at) : null,
      by_member: member === null ? null : people.idOf(member),
      created_at: stamp(at),
    })

  return {
    account,
    customer,
    preference,
    /** Ends of subscriptions are set all at once at the end. */
    left,
    leave: ({ account, endedOn }: Told<'account-left'>) => left.push({ id: accounts[account]!.id, endsOn: endedOn }),
    known: (customer: number) => customers[customer]!,
    accountOf: (customer: number) => accounts[customers[customer]!.account]!,
  }
}
