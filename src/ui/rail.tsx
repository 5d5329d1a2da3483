import { IconDots } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { Dialog } from './dialog.tsx'
import { Settings } from './me-menu.tsx'
import { type Nav, To, useWorkspaceNumber } from './page.tsx'
import { Mark } from './parts.tsx'
import { inOrder, type SlicePage } from './router.tsx'
import { useMay } from './session.ts'
import { useAnyText, useKernelText } from './text.tsx'

/** Pages of the navigation that this person may open, in order. */
function useNav(pages: SlicePage[]) {
  const may = useMay()
  const text = useAnyText()
  return inOrder(pages)
    .filter(({ nav }) => !nav?.may || may(nav.may))
    .map(page => ({ page, nav: page.nav as Nav, label: text(page.slice, page.nav?.label ?? ''), places: placesOf(page, pages) }))
}

/** Its own address, and those of the pages that say they belong to it. */
const placesOf = ({ path }: SlicePage, pages: SlicePage[]) => [
  path,
  ...pages.filter(one => (one.under ?? one.tab?.of) === path && !one.path.includes('$')).map(one => one.path),
]

/** Whether the address is one of these pages or below it. */
function useIsHere() {
  const pathname = useRouterState({ select: state => state.location.pathname })
  const workspace = useWorkspaceNumber()
  return (places: readonly string[]) =>
    places.map(path => `/${workspace}${path}`).some(mine => pathname === mine || pathname.startsWith(`${mine}/`))
}

type Entry = ReturnType<typeof useNav>[number]

function NavLink({ entry: { page, nav, label, places }, size = 19, className }: { entry: Entry; size?: number; className?: string }) {
  const isHere = useIsHere()
  return (
    <To page={page.path as '/'} className={className} aria-current={isHere(places) ? 'page' : undefined}>
      <nav.icon size={size} stroke={1.7} aria-hidden />
      <span className="lbl">{label}</span>
      {nav.useCount && <Count use={nav.useCount} />}
    </To>
  )
}

function Count({ use: useCount }: { use: () => number | undefined }) {
  const n = useCount()
  return n ? <span className="count num">{n > 99 ? '99+' : n}</span> : null
}

export function Rail({ pages, end }: { pages: SlicePage[]; end: ReactNode }) {
  const t = useKernelText()
  return (
    <nav className="rail no-print" aria-label={t('shell.pages')}>
      <a className="logo" href="/" aria-label="Sabai">
        <Mark />
        <span>sabai</span>
      </a>
      <div className="rail-links">
        {useNav(pages).map(entry => (
          <NavLink key={entry.page.path} entry={entry} className="nav" />
        ))}
      </div>
      {end}
    </nav>
  )
}

const tabsShown = 4

/** On phones: four pages at the bottom, the others and the settings behind "More". */
export function Tabs({ pages }: { pages: SlicePage[] }) {
  const t = useKernelText()
  const [more, setMore] = useState(false)
  const entries = useNav(pages)
  const isHere = useIsHere()
  const rest = entries.slice(tabsShown)
  return (
    <nav className="tabs no-print" aria-label={t('shell.tabs')}>
      {entries.slice(0, tabsShown).map(entry => (
        <NavLink key={entry.page.path} entry={entry} size={21} />
      ))}
      <button
        type="button"
        onClick={() => setMore(true)}
        aria-haspopup="dialog"
        aria-current={rest.some(({ places }) => isHere(places)) ? 'page' : undefined}
      >
        <IconDots size={21} stroke={1.7} aria-hidden />
        <span className="lbl">{t('shell.more')}</span>
      </button>
      <Dialog open={more} onClose={() => setMore(false)} title={t('shell.more')}>
        <MoreLinks entries={rest} onPick={() => setMore(false)} />
        <Suspense fallback={null}>
          <Settings />
        </Suspense>
      </Dialog>
    </nav>
  )
}

function MoreLinks({ entries, onPick }: { entries: Entry[]; onPick: () => void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the links inside are what is operated; this only closes the sheet after them
    <div className="more-links" onClick={onPick}>
      {entries.map(entry => (
        <NavLink key={entry.page.path} entry={entry} className="nav" />
      ))}
    </div>
  )
}
