import { useRouterState } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import { To, useWorkspaceNumber } from './page.tsx'
import type { SlicePage } from './router.tsx'
import { useMay } from './session.ts'
import { useAnyText } from './text.tsx'

/** Every page of every slice: the shell gives them. */
export const PagesContext = createContext<SlicePage[]>([])

/** The pages that say `tab: { of }`, beside each other, whichever slices they come from; what one may not open is left out. */
export function PageTabs({ of }: { of: `/${string}` }) {
  const pages = useContext(PagesContext)
  const text = useAnyText()
  const may = useMay()
  const here = useRouterState({ select: state => state.location.pathname }).replace(`/${useWorkspaceNumber()}`, '')
  const tabs = pages.flatMap(({ path, slice, tab }) => (tab?.of === of && (!tab.may || may(tab.may)) ? [{ ...tab, path, slice }] : []))
  const whole = pages.find(page => page.path === of)
  return (
    <nav aria-label={whole && text(whole.slice, whole.title)} className="page-tabs no-print">
      {tabs
        .sort((a, b) => a.order - b.order)
        .map(({ path, slice, label }) => (
          <To key={path} page={path as '/'} aria-current={path === here ? 'page' : undefined}>
            {text(slice, label)}
          </To>
        ))}
    </nav>
  )
}
