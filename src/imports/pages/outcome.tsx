import { Card, Signal } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { problemText, useFormats, useText } from '#ui/text.tsx'
import type { ImportDetail } from '../api.ts'
import messages from '../messages/index.ts'

/** What became of it: how far it is, what came in, what was taken back and what had to stay. */
export function Outcome({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const { number } = useFormats()
  const counts = {
    added: number(one.added),
    changed: number(one.changed),
    unchanged: number(one.unchanged),
    refused: number(one.refused),
    removed: number(one.removed),
    kept: number(one.kept),
    read: number(one.read),
  }
  return (
    <Card className="outcome">
      <p className="lead" role="status">
        {t(`outcome.${one.state === 'draft' || one.state === 'ready' ? 'checking' : one.state}`, counts)}
      </p>
      {one.problem && (
        <p>
          <Signal kind="bad">{problemText(one.problem)}</Signal>
        </p>
      )}
      {one.state === 'done' && <Next one={one} />}
      {one.keptList.length > 0 && <KeptList one={one} />}
    </Card>
  )
}

/** Where what came in is found. */
const shownOn: Record<string, `/${string}`> = {
  feedback: '/inbox',
  customers: '/customers',
  accounts: '/accounts',
  members: '/people',
  topics: '/topics',
}

function Next({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const page = shownOn[one.importer]
  return (
    <>
      {one.importer === 'feedback' && (
        <p className="sm dim">
          {t('outcome.opened', { opened: one.opened })} {t('outcome.told', { told: one.told })}
        </p>
      )}
      {page && (
        <p>
          <To page={page as '/'} className="as-button first">
            {t('outcome.see')}
          </To>
        </p>
      )}
    </>
  )
}

function KeptList({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  return (
    <>
      <h2>{t('kept')}</h2>
      <ul className="kept">
        {one.keptList.map(({ id, label }) => (
          <li key={id} dir="auto">
            {label}
          </li>
        ))}
      </ul>
    </>
  )
}
