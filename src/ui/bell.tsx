import { ActionIcon, Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
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
  const [open, setOpen] = useState(false)
  const change = (next: boolean) => {
    setOpen(next)
    const fresh = items.filter(one => one.unread).map(one => one.id)
    if (!next && fresh.length) onSeen(fresh)
  }
  return (
    <Popover opened={open} onChange={change} position="top-start" width={320} withinPortal={false} trapFocus withRoles>
      <Popover.Target>
        <ActionIcon className="bell" aria-label={t('shell.bell', { n: unread })} onClick={() => change(!open)}>
          <IconBell size={19} stroke={1.7} aria-hidden />
          {unread > 0 && <span className="count num">{unread > 99 ? '99+' : unread}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <h2>{t('shell.notices')}</h2>
        {items.length === 0 ? <p className="dim">{t('shell.no-notices')}</p> : <RingList items={items} />}
      </Popover.Dropdown>
    </Popover>
  )
}

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
