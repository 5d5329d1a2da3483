import { useMay } from '#ui/index.ts'
import { To, useWorkspaceNumber } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import './directory.css'

type Tab = { page: `/${string}`; label: string; may?: string }

function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  const may = useMay()
  const workspace = useWorkspaceNumber()
  const here = location.pathname.replace(`/${workspace}`, '')
  return (
    <nav className="sub no-print" aria-label={label}>
      {tabs
        .filter(tab => !tab.may || may(tab.may))
        .map(({ page, label }) => (
          <To key={page} page={page as '/'} aria-current={here === page ? 'page' : undefined}>
            {label}
          </To>
        ))}
    </nav>
  )
}

export function PeopleTabs() {
  const t = useText(messages)
  const tabs = [
    { page: '/people', label: t('people.list') },
    { page: '/people/teams', label: t('teams') },
    { page: '/pulse', label: t('pulse') },
  ] as const
  return <Tabs tabs={[...tabs]} label={t('people')} />
}

export function SettingsTabs() {
  const t = useText(messages)
  const tabs: Tab[] = [
    { page: '/settings', label: t('workspace') },
    { page: '/settings/account', label: t('account') },
    { page: '/settings/keys', label: t('keys'), may: 'directory.keys' },
    { page: '/settings/mail', label: t('waiting-mail'), may: 'directory.settings' },
    { page: '/settings/log', label: t('log'), may: 'directory.audit' },
  ]
  return <Tabs tabs={tabs} label={t('settings')} />
}
