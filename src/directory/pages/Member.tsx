import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Out, useAsk } from '#ui/api.ts'
import { Card, Page, Section, Signal, useMay, Who } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { languageNames, useFormats, useText } from '#ui/text.tsx'
import { readMember } from '../api.ts'
import messages from '../messages/index.ts'
import { EditMember } from './edit-member.tsx'
import { MemberActs } from './member-acts.tsx'
import './directory.css'

type Whole = Out<typeof readMember>

/** One colleague: who they are, whom they report to and did before, whether they are here. */
export default function Member() {
  const t = useText(messages)
  const { params } = usePlace('/people/$id')
  const member = useAsk(readMember, { id: params.id })
  const [editing, setEditing] = useState(false)
  const mayEdit = useMay()('directory.people') && member.state !== 'ended'
  return (
    <Page
      title={member.name}
      over={t(`role.${member.role}`)}
      sentence={<Sentence {...member} />}
      trail={[{ page: '/people', label: t('people') }]}
      action={mayEdit && <Button onClick={() => setEditing(true)}>{t('member.edit')}</Button>}
    >
      <div className="cols">
        <div className="parts">
          <Card>
            <Facts {...member} />
          </Card>
          <Places places={member.places} />
        </div>
        <MemberActs member={member} />
      </div>
      <EditMember member={member} open={editing} onClose={() => setEditing(false)} />
    </Page>
  )
}

function Sentence({ state, available, awayUntil }: Whole) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  if (state !== 'active') return <>{t(`is.${state}.why`)}</>
  if (available) return <Signal kind="good">{t('is.available')}</Signal>
  return <Signal kind="few">{awayUntil ? t('is.away-until', { at: dateTime(awayUntil) }) : t('is.away')}</Signal>
}

function Facts({ name, email, managerId, managerName, language, languages, skills, reports }: Whole) {
  const t = useText(messages)
  return (
    <div className="row wrap facts-with">
      <Who name={name} kind="member" size="big" />
      <dl className="facts grow">
        <dt>{t('you.email')}</dt>
        <dd>{email}</dd>
        <dt>{t('member.manager')}</dt>
        <dd>
          {managerId && managerName ? (
            <To page="/people/$id" params={{ id: managerId }}>
              {managerName}
            </To>
          ) : (
            t('member.nobody')
          )}
        </dd>
        <dt>{t('member.reports')}</dt>
        <dd className="num">{reports}</dd>
        <dt>{t('you.language')}</dt>
        <dd>{languageNames[language]}</dd>
        <dt>{t('member.languages')}</dt>
        <dd>{languages.map(one => languageNames[one]).join(' · ') || '–'}</dd>
        <dt>{t('member.skills')}</dt>
        <dd>{skills.join(' · ') || '–'}</dd>
      </dl>
    </div>
  )
}

/** Where they stood before: a figure belongs to the team they were in then. */
function Places({ places }: Pick<Whole, 'places'>) {
  const t = useText(messages)
  const { date } = useFormats()
  return (
    <Section title={t('places')}>
      <Card flush>
        <ol className="rows">
          {places.map(({ fromAt, untilAt, role, managerName }) => (
            <li key={fromAt.toISOString()}>
              <span className="b">{t(`role.${role}`)}</span>
              {managerName && <> · {t('member.reports-to', { name: managerName })}</>}
              <div className="sm dim num">
                {untilAt ? t('places.until', { from: date(fromAt), until: date(untilAt) }) : t('places.since', { from: date(fromAt) })}
              </div>
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  )
}
