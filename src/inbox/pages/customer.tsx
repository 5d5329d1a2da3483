import { Button } from '@mantine/core'
import { IconBrandLine, IconBrandWhatsapp, IconDots, IconMail, IconPhone } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { LangTag, Section, Signal, useCalled, useMay, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { Slot } from '#ui/slot.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { type CaseDetail, readCase } from '../api.ts'
import messages from '../messages/index.ts'
import { Past } from './past.tsx'
import { SomebodyElse, WhoIsIt } from './whose.tsx'

const AddressForm = lazy(() => import('./address.tsx'))

type Known = NonNullable<CaseDetail['customerKnown']>

/** Who the customer is: what they like, how to reach them, what happened with them before. */
export function CustomerOfCase({ id }: { id: string }) {
  const one = useAsk(readCase, { id })
  return (
    <>
      {one.customerKnown ? <KnownCustomer one={one} known={one.customerKnown} /> : <Unknown one={one} />}
      <div className="cust">
        <Slot of="case" caseId={id} />
      </div>
    </>
  )
}

function KnownCustomer({ one, known }: { one: CaseDetail; known: Known }) {
  const t = useText(messages)
  const may = useMay()
  return (
    <div className="cust">
      <Name known={known} />
      <Section title={t('preferences')} level={3}>
        <Preferences known={known} />
      </Section>
      {known.languages.length > 0 && (
        <Section title={t('customer.languages')} level={3}>
          <p className="row wrap">
            {known.languages.map(language => (
              <LangTag key={language} language={language} />
            ))}
          </p>
        </Section>
      )}
      <Section title={t('customer.ways')} level={3}>
        <Ways one={one} known={known} />
      </Section>
      <Section title={t('past')} level={3}>
        <Past known={known} caseId={one.id} />
      </Section>
      <div className="row wrap between">
        {may('customers.read') && (
          <To page="/customers/$id" params={{ id: known.id }} className="sm">
            {t('customer.page')}
          </To>
        )}
        {one.may.assign && may('customers.read') && <SomebodyElse one={one} />}
      </div>
    </div>
  )
}

function Name({ known }: { known: Known }) {
  const t = useText(messages)
  const called = useCalled()
  const { date } = useFormats()
  return (
    <div className="row cust-name">
      <Who name={called(known.name)} size="big" />
      <div className="grow">
        <h2>{called(known.name)}</h2>
        {known.account && <div className="sm soft">{known.account.name}</div>}
        <div className="sm dim">{t('customer.since', { when: date(known.since) })}</div>
        {known.owner && <div className="sm dim">{t('customer.owner', { name: known.owner.name })}</div>}
      </div>
    </div>
  )
}

const sources = ['customer', 'seen', 'member'] as const
const consents = ['given', 'not-asked', 'refused'] as const

function Preferences({ known }: { known: Known }) {
  const t = useText(messages)
  if (known.preferences.length === 0) return <p className="sm dim">{t('preferences.none')}</p>
  return (
    <ul className="kv">
      {known.preferences.map(({ id, text, source, consent }) => {
        const from = sources.find(one => one === source)
        const agreed = consents.find(one => one === consent)
        return (
          <li key={id}>
            <span dir="auto">{text}</span>
            <span className="xs dim">
              {[from && t(`preference.from.${from}`), agreed && t(`consent.${agreed}`)].filter(Boolean).join(' · ')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

const icons = { email: IconMail, phone: IconPhone, line: IconBrandLine, whatsapp: IconBrandWhatsapp, other: IconDots }

function Ways({ one, known }: { one: CaseDetail; known: Known }) {
  const t = useText(messages)
  return (
    <>
      {known.contactWays.length === 0 && <p className="sm dim">{t('customer.no-ways')}</p>}
      <ul className="kv ways">
        {known.contactWays.map(({ id, kind, value, preferred, bouncedAt }) => {
          const Icon = icons[kind as keyof typeof icons] ?? IconDots
          return (
            <li key={id} className="row">
              <Icon size={17} stroke={1.7} aria-hidden />
              <span className="grow">
                {value}
                {preferred && <span className="xs dim"> {t('customer.preferred')}</span>}
                {bouncedAt && <Signal kind="bad">{t('customer.bounced')}</Signal>}
              </span>
            </li>
          )
        })}
      </ul>
      {one.may.reply && one.reply.to !== null && <AddEmail one={one} />}
    </>
  )
}

function AddEmail({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <Suspense fallback={null}>
        <AddressForm one={one} onDone={() => setOpen(false)} more />
      </Suspense>
    )
  return (
    <Button variant="subtle" size="compact-sm" className="no-print" onClick={() => setOpen(true)}>
      {t('customer.add-email')}
    </Button>
  )
}

/** Feedback may come without a known person: say who it is, if one knows. */
function Unknown({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const called = useCalled()
  const may = useMay()
  return (
    <div className="cust">
      <div className="row cust-name">
        <Who name={one.author ?? '·'} size="big" />
        <h2 className="grow">{called(one.author) ?? t('nobody')}</h2>
      </div>
      <p className="b">{t('customer.unknown')}</p>
      {one.may.assign && may('customers.read') && (
        <>
          <p className="sm soft">{t('customer.unknown-why')}</p>
          <WhoIsIt one={one} />
        </>
      )}
    </div>
  )
}
