import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { Card, LangTag, Page, Said, Section, useCalled, useMay, Who } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { customerTimeline, getCustomer, type WholeCustomer } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { CustomerEndings, SamePerson } from './customer-endings.tsx'
import { EditCustomer } from './customer-form.tsx'
import { MergedHere, MergedInto } from './merged.tsx'
import { Preferences } from './preferences.tsx'
import { Timeline } from './timeline.tsx'
import { Ways } from './ways.tsx'
import './customers.css'

/** One customer: what happened with them, and who they are. */
export default function CustomerPage() {
  const t = useText(messages)
  const called = useCalled()
  const { params } = usePlace('/customers/$id')
  const one = useAsk(getCustomer, { id: params.id })
  return (
    <Page
      title={called(one.name)}
      over={
        one.account ? (
          <To page="/accounts/$id" params={{ id: one.account.id }}>
            {one.account.name}
          </To>
        ) : (
          t('no-account')
        )
      }
      sentence={one.callAs}
      trail={[{ page: '/customers', label: t('customers') }]}
    >
      {one.mergedInto && <MergedInto page="/customers/$id" into={one.mergedInto} />}
      <div className="cols">
        <div className="part-stack">
          <SamePerson one={one} />
          <Preferences one={one} />
          <Timeline from={customerTimeline} id={one.id} name={called(one.name)} />
        </div>
        <div className="part-stack">
          <Facts one={one} />
          <Ways one={one} />
          <MergedHere kind="customer" merged={one.merged} />
          <CustomerEndings one={one} />
        </div>
      </div>
    </Page>
  )
}

function Facts({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const change = may('customers.change') && !one.mergedInto
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
    <Section title={t('who')} aside={change && edit}>
      <Card>{editing ? <EditCustomer one={one} onDone={() => setEditing(false)} /> : <Known one={one} />}</Card>
    </Section>
  )
}

function Known({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const { owner, answeredBy, languages, notes } = one
  return (
    <dl className="facts">
      <div>
        <dt>{t('languages')}</dt>
        <dd className="row wrap">
          {languages.length === 0 ? t('unknown') : languages.map(language => <LangTag key={language} language={language} />)}
        </dd>
      </div>
      <div>
        <dt>{t('owner')}</dt>
        <dd className="row">
          {answeredBy && <Who name={answeredBy.name} kind="member" size="small" />}
          {owner ? owner.name : answeredBy ? t('answered-by', { name: answeredBy.name }) : t('no-owner')}
        </dd>
      </div>
      {notes && (
        <div>
          <dt>{t('notes')}</dt>
          <dd>
            <Said text={notes} />
          </dd>
        </div>
      )}
    </dl>
  )
}
