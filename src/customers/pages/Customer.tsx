import { useAsk } from '#ui/api.ts'
import { LangTag, Page, Said, useCalled, useMay, Who } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { customerTimeline, getCustomer, type WholeCustomer } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { EditCustomer } from './customer-form.tsx'
import { Endings } from './endings.tsx'
import { customerEnds } from './ends.ts'
import { Fact, Facts } from './facts.tsx'
import { MergedHere, MergedInto } from './merged.tsx'
import { Preferences } from './preferences.tsx'
import { SamePerson } from './same-person.tsx'
import { Timeline } from './timeline.tsx'
import { Ways } from './ways.tsx'
import './customers.css'

/** One customer: what happened with them, and who they are. */
export default function CustomerPage() {
  const t = useText(messages)
  const called = useCalled()
  const may = useMay()
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
          <Facts
            title={t('who')}
            mayEdit={may('customers.change') && !one.mergedInto}
            known={<Known one={one} />}
            form={onDone => <EditCustomer one={one} onDone={onDone} />}
          />
          <Ways one={one} />
          <MergedHere kind="customer" merged={one.merged} />
          <Endings one={one} ends={customerEnds} />
        </div>
      </div>
    </Page>
  )
}

function Known({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const { owner, answeredBy, languages, notes } = one
  return (
    <dl className="facts">
      <Fact name={t('languages')} wrap>
        {languages.length === 0 ? t('unknown') : languages.map(language => <LangTag key={language} language={language} />)}
      </Fact>
      <Fact name={t('owner')}>
        {answeredBy && <Who name={answeredBy.name} kind="member" size="small" />}
        {owner ? owner.name : answeredBy ? t('answered-by', { name: answeredBy.name }) : t('no-owner')}
      </Fact>
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
