import { useAsk, useList } from '#ui/api.ts'
import { Ago, Card, Empty, Page, PageTabs, Section, Table } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { listRefusals, readTracking } from '../status-api.ts'
import './tracking.css'

/** For products that tell of their users: where to send it, what came, and what could not be taken. */
export default function Tracking() {
  const t = useText(messages)
  return (
    <Page title={t('tracking')} sentence={t('tracking.why')}>
      <PageTabs of="/settings" />
      <div className="tracked">
        <Card label={t('connect')}>
          <Section title={t('connect')}>
            <p>{t('connect.key')}</p>
            <pre className="command">
              <code>{`new Analytics({ writeKey: 'sabai_…', host: '${location.origin}' })`}</code>
            </pre>
            <p className="sm soft">{t('connect.meaning')}</p>
            <To page="/settings/keys">{t('to-keys')}</To>
          </Section>
        </Card>
        <Came />
        <Refused />
      </div>
    </Page>
  )
}

function Came() {
  const t = useText(messages)
  const { number } = useFormats()
  const { accepted, repeated, refused, lastAt, names } = useAsk(readTracking, {})
  return (
    <Card label={t('came')}>
      <Section title={t('came')}>
        <p>{t('came.counts', { accepted, repeated, refused })}</p>
        {lastAt && (
          <p className="sm dim">
            {t('came.last')} <Ago at={lastAt} />
          </p>
        )}
        <ul>
          {names.map(({ type, name, count }) => (
            <li key={`${type} ${name}`}>
              <code>{type}</code> {name} <span className="num dim">{number(count)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </Card>
  )
}

function Refused() {
  const t = useText(messages)
  const list = useList(listRefusals, {})
  return (
    <Card flush>
      <div className="pad">
        <h2>{t('refused')}</h2>
      </div>
      <Table
        list={list}
        label={t('refused')}
        keyOf={one => one.id}
        empty={<Empty title={t('refused.none')}>{t('refused.none.why')}</Empty>}
        columns={[
          { key: 'at', head: t('at'), cell: one => <Ago at={one.at} /> },
          { key: 'reason', head: t('reason'), cell: one => t(`refused.${one.reason}`), wide: true },
          { key: 'begins', head: t('begins'), cell: one => <code>{one.begins}</code>, wide: true },
        ]}
      />
    </Card>
  )
}
