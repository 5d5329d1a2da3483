import { Outlet, useMatches } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Bell } from './bell.tsx'
import { Confirm } from './dialog.tsx'
import { useKeyboard, useShortcut } from './keys.tsx'
import { useLive } from './live.ts'
import { MeMenu } from './me-menu.tsx'
import { To } from './page.tsx'
import { PagesContext } from './page-tabs.tsx'
import { Hem } from './parts.tsx'
import { Rail, Tabs } from './rail.tsx'
import type { SlicePage } from './router.tsx'
import { useMe } from './session.ts'
import { Loading, Missing } from './states.tsx'
import { codeText, type Language, useAnyText, useKernelText, useLanguage, useSetZone } from './text.tsx'

const Palette = lazy(() => import('./palette.tsx'))
const Shortcuts = lazy(() => import('./shortcuts.tsx'))

/** What stands around every page of a workspace: rail or tabs, banners, palette, keys, the live stream. */
export function Shell({ pages }: { pages: SlicePage[] }) {
  return (
    <PagesContext value={pages}>
      <Suspense fallback={<Loading />}>
        <Frame pages={pages} />
      </Suspense>
    </PagesContext>
  )
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: SlicePage
  }
}

function Frame({ pages }: { pages: SlicePage[] }) {
  const t = useKernelText()
  const { workspace, user } = useMe()
  const here = useMatches().at(-1)
  const folded = here?.staticData.page?.folded ?? false
  useReader(user.language, workspace?.zone)
  useKeyboard()
  useFocusOnMove(here?.pathname)
  if (!workspace) return <Missing />
  return (
    <div className={folded ? 'app folded' : 'app'}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Rail pages={pages} end={<RailEnd folded={folded} />} />
      <div className="column">
        <Banners codes={[...workspace.banners, ...(workspace.sample ? ['sample'] : [])]} />
        <main id="main" className="main" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Tabs pages={pages} />
      <Confirm />
      <Overlays pages={pages} />
      <Live workspace={String(workspace.number)} />
    </div>
  )
}

function RailEnd({ folded }: { folded: boolean }) {
  return (
    <>
      {folded ? <span className="push" /> : <Hem />}
      <div className="rail-end">
        <MeMenu />
        <Bell />
      </div>
    </>
  )
}

function Live({ workspace }: { workspace: string }) {
  useLive(workspace)
  useEffect(() => localStorage.setItem('sabai.workspace', workspace), [workspace])
  return null
}

/** The person's language, unless another was chosen on this device; the workspace's zone for every time shown. */
function useReader(wanted: Language | null, zone: string | undefined) {
  const { language, setLanguage } = useLanguage()
  const setZone = useSetZone()
  useEffect(() => {
    if (zone) setZone(zone)
  }, [zone, setZone])
  useEffect(() => {
    if (wanted && wanted !== language && !localStorage.getItem('sabai.language')) void setLanguage(wanted)
  }, [wanted, language, setLanguage])
}

/** A new page is read from its beginning; the first one leaves the focus where the browser put it. */
function useFocusOnMove(pathname: string | undefined) {
  const [first, setFirst] = useState(pathname)
  useEffect(() => {
    if (pathname === first) return
    setFirst(undefined)
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname, first])
}

/** What everybody here should know: a sample workspace, a recalculation, a clock in doubt; and where it leads. */
function Banners({ codes }: { codes: string[] }) {
  useKernelText()
  const said = codes.map(code => ({ code, text: codeText('banner', code) })).filter(({ text }) => text !== undefined)
  return said.map(({ code, text }) => (
    <div key={code} className="banner" role="status">
      {text} {code === 'sample' ? <BackHome /> : mailCodes.includes(code) && <ToWaitingMail />}
    </div>
  ))
}

const mailCodes = ['no-smtp', 'mail-waiting']

function ToWaitingMail() {
  const any = useAnyText()
  return <To page="/settings/mail">{any('directory', 'waiting-mail')}</To>
}

/** Whoever looks around a sample has come from a workspace of their own. */
function BackHome() {
  const t = useKernelText()
  const home = useMe().workspaces.find(one => !one.sample)
  return home && <a href={`/${home.number}`}>{t('shell.back-to', { name: home.name })}</a>
}

/** The palette and the list of keys come when they are first asked for. */
function Overlays({ pages }: { pages: SlicePage[] }) {
  const t = useKernelText()
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)
  useShortcut('mod+k', t('keys.palette'), () => setPalette(true))
  useShortcut('?', t('keys.help'), () => setKeys(true))
  return (
    <Suspense fallback={null}>
      {palette && <Palette pages={pages} onClose={() => setPalette(false)} />}
      {keys && <Shortcuts onClose={() => setKeys(false)} />}
    </Suspense>
  )
}
