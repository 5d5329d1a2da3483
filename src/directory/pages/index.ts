import { IconSettings, IconUsers } from '@tabler/icons-react'
import { fillBell } from '#ui/bell.tsx'
import { page } from '#ui/page.tsx'
import { useMyNotices } from './bell.ts'
import { LogSearch, MailSearch, PeopleSearch, SignInSearch } from './search.ts'

fillBell(useMyNotices)

export default [
  page({ path: '/first-run', title: 'first-run', bare: true, load: () => import('./FirstRun.tsx') }),
  page({ path: '/sign-in', title: 'sign-in', bare: true, search: SignInSearch, load: () => import('./SignIn.tsx') }),
  page({ path: '/password', title: 'password', bare: true, load: () => import('./Password.tsx') }),
  page({ path: '/invitation', title: 'invitation', bare: true, load: () => import('./Invitation.tsx') }),
  page({
    path: '/people',
    title: 'people',
    search: PeopleSearch,
    load: () => import('./People.tsx'),
    tab: { of: '/people', order: 1, label: 'people.list' },
    nav: { order: 70, icon: IconUsers, label: 'people', may: 'directory.read' },
  }),
  page({ path: '/people/teams', title: 'teams', load: () => import('./Teams.tsx'), tab: { of: '/people', order: 2, label: 'teams' } }),
  page({ path: '/people/$id', title: 'member', load: () => import('./Member.tsx') }),
  page({
    path: '/settings',
    title: 'settings',
    load: () => import('./Settings.tsx'),
    tab: { of: '/settings', order: 1, label: 'workspace' },
    nav: { order: 90, icon: IconSettings, label: 'settings' },
  }),
  page({ path: '/settings/new-workspace', title: 'workspace.new', load: () => import('./NewWorkspace.tsx'), under: '/settings' }),
  page({
    path: '/settings/account',
    title: 'account',
    load: () => import('./Account.tsx'),
    tab: { of: '/settings', order: 1.1, label: 'account' },
  }),
  page({
    path: '/settings/keys',
    title: 'keys',
    load: () => import('./Keys.tsx'),
    tab: { of: '/settings', order: 4, label: 'keys', may: 'directory.keys' },
  }),
  page({
    path: '/settings/mail',
    title: 'waiting-mail',
    search: MailSearch,
    load: () => import('./WaitingMail.tsx'),
    tab: { of: '/settings', order: 5.4, label: 'waiting-mail', may: 'directory.settings' },
  }),
  page({
    path: '/settings/log',
    title: 'log',
    search: LogSearch,
    load: () => import('./Log.tsx'),
    tab: { of: '/settings', order: 1.2, label: 'log', may: 'directory.audit' },
  }),
]
