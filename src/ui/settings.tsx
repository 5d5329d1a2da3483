import { NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { LanguageSwitch } from './language-switch.tsx'
import { To } from './page.tsx'
import { useMe } from './session.ts'
import { SignOut } from './sign-out.tsx'
import { useKernelText } from './text.tsx'
import './page-styles.ts'

/** Behind the person at the rail's foot, on phones behind "More": workspace, language, light, density, signing out. Loaded when first asked for. */
export default function Settings() {
  return (
    <div className="settings">
      <WorkspaceSwitch />
      <LanguageSwitch />
      <SchemeSwitch />
      <DensitySwitch />
      <SignOut />
    </div>
  )
}

/** Another workspace is another address: everything is asked anew. An admin may make a further one. */
function WorkspaceSwitch() {
  const t = useKernelText()
  const { workspaces, workspace } = useMe()
  return (
    <div className="stack">
      {workspaces.length > 1 && (
        <NativeSelect
          label={t('shell.workspace')}
          value={String(workspace?.number)}
          data={workspaces.map(one => ({ value: String(one.number), label: one.name }))}
          onChange={event => location.assign(`/${event.currentTarget.value}`)}
        />
      )}
      {workspaces.some(one => one.role === 'admin') && (
        <To page="/settings/new-workspace" className="sm">
          {t('shell.new-workspace')}
        </To>
      )}
    </div>
  )
}

function SchemeSwitch() {
  const t = useKernelText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const data = (['light', 'dark', 'auto'] as const).map(value => ({ value, label: t(`scheme.${value}`) }))
  return (
    <div>
      <div className="sm soft">{t('shell.scheme')}</div>
      <SegmentedControl
        aria-label={t('shell.scheme')}
        fullWidth
        value={colorScheme}
        data={data}
        onChange={value => setColorScheme(value as 'light')}
      />
    </div>
  )
}

function DensitySwitch() {
  const t = useKernelText()
  const [density, setDensity] = useState(document.documentElement.dataset.density ?? 'comfortable')
  const change = (value: string) => {
    localStorage.setItem('sabai.density', value)
    document.documentElement.dataset.density = value
    setDensity(value)
  }
  const data = (['comfortable', 'compact'] as const).map(value => ({ value, label: t(`density.${value}`) }))
  return (
    <div>
      <div className="sm soft">{t('shell.density')}</div>
      <SegmentedControl aria-label={t('shell.density')} fullWidth value={density} data={data} onChange={change} />
    </div>
  )
}
