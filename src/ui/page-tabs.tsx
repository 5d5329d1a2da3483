import { useRouterState } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import { To, useWorkspaceNumber } from './page.tsx'
import type { SlicePage } from './router.tsx'
import { useMay } from './session.ts'
import { useAnyText } from './text.tsx'

/** Every page of every slice: the shell gives them. */
export const PagesContext = createContext<SlicePage[]>([])

/** More than these stand below one another beside the page; those of one whole number of their `order` together. */
const mostInARow = 8

/** On a phone many stand in one row that moves sideways: the open one is in sight. */
const inSight = (tab: HTMLAnchorElement | null) => {
  const row = tab?.parentElement
  if (row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16
}

/** The pages that say `tab: { of }`, beside each other, whichever slices they come from; what one may not open is left out. */
export function PageTabs({ of }: { of: `/${string}` }) {
  const pages = useContext(PagesContext)
  const text = useAnyText()
  const may = useMay()
  const here = useRouterState({ select: state => state.location.pathname }).replace(`/${useWorkspaceNumber()}`, '')
  const tabs = pages.flatMap(({ path, slice, tab }) => (tab?.of === of && (!tab.may || may(tab.may)) ? [{ ...tab, path, slice }] : []))
  const whole = pages.find(page => page.path === of)
  const many = tabs.length > mostInARow
  return (
    <nav aria-label={whole && text(whole.slice, whole.title)} className={`page-tabs ${many ? 'many' : ''} no-print`}>
      {tabs
        .sort((a, b) => a.order - b.order)
        .map(({ path, slice, label, order }, at, all) => (
          <To
            key={path}
            page={path as '/'}
            aria-current={path === here ? 'page' : undefined}
            className={at > 0 && Math.floor(order) !== Math.floor(all[at - 1]!.order) ? 'apart' : undefined}
            ref={path === here ? inSight : null}
          >
            {text(slice, label)}
          </To>
        ))}
    </nav>
  )
}
