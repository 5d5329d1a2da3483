import { IconBell } from '@tabler/icons-react'
import { Flyout } from './flyout.tsx'
import { useKernelText } from './text.tsx'
import { Ago } from './time-left.tsx'

/** Something this person should know: an assignment, a mention, a case that grows late. */
export type Ring = { id: string; text: string; at: Date; href: string; unread: boolean }
export type Rings = { items: Ring[]; unread: number; onSeen: (ids: string[]) => unknown }

let useRings: (() => Rings) | null = null

/** A slice brings the notifications: `fillBell(useMyNotices)` at the top of its `pages/index.ts`, with a hook. */
export function fillBell(use: () => Rings): void {
  useRings = use
}

/** Nothing rings until a slice fills it. */
export const Bell = () => (useRings ? <FilledBell use={useRings} /> : null)

function FilledBell({ use: useMine }: { use: () => Rings }) {
  const t = useKernelText()
  const { items, unread, onSeen } = useMine()
  const closed = () => {
    const fresh = items.filter(one => one.unread).map(one => one.id)
    if (fresh.length) onSeen(fresh)
  }
  return (
    <Flyout
      className="iconbtn bell"
      label={t('shell.notices')}
      buttonLabel={t('shell.bell', { n: unread })}
      onClose={closed}
      button={<BellIcon n={unread} />}
    >
      <h2>{t('shell.notices')}</h2>
      {items.length === 0 ? <p className="dim">{t('shell.no-notices')}</p> : <RingList items={items} />}
    </Flyout>
  )
}

const BellIcon = ({ n }: { n: number }) => (
  <>
    <IconBell size={19} stroke={1.7} aria-hidden />
    {n > 0 && <span className="count num">{n > 99 ? '99+' : n}</span>}
  </>
)

function RingList({ items }: { items: Ring[] }) {
  return (
    <ul className="rings">
      {items.map(one => (
        <li key={one.id}>
          <a href={one.href} className={one.unread ? 'b' : ''}>
            {one.text}
          </a>
          <div className="xs dim">
            <Ago at={one.at} />
          </div>
        </li>
      ))}
    </ul>
  )
}
