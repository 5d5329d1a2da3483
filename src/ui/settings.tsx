import { Button, NativeSelect, Popover, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeMe } from '#directory/api.ts'
import { useSend } from './api.ts'
import { leave } from './leave.ts'
import { askMe, useMe } from './session.ts'
import { type Language, languageNames, languages, useKernelText, useLanguage } from './text.tsx'
import { Who } from './who.tsx'

/** The person at the rail's foot; behind it workspace, language, light, density, signing out. */
export function SettingsMenu() {
  const t = useKernelText()
  const { user, workspace } = useMe()
  return (
    <Popover position="top-start" width={272} withinPortal={false} trapFocus withRoles>
      <Popover.Target>
        <UnstyledButton className="me">
          <Who name={user.name} kind="member" />
          <span className="sr">{t('shell.settings', { name: user.name })}</span>
          <span className="grow me-words" aria-hidden>
            <b className="b clip">{user.name}</b>
            <span className="xs dim clip">{workspace?.name}</span>
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('shell.settings', { name: user.name })}>
        <Settings />
      </Popover.Dropdown>
    </Popover>
  )
}

/** The same on phones, behind "More". */
export function Settings() {
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

/** Another workspace is another address: everything is asked anew. */
function WorkspaceSwitch() {
  const t = useKernelText()
  const { workspaces, workspace } = useMe()
  if (workspaces.length < 2) return null
  return (
    <NativeSelect
      label={t('shell.workspace')}
      value={String(workspace?.number)}
      data={workspaces.map(one => ({ value: String(one.number), label: one.name }))}
      onChange={event => location.assign(`/${event.currentTarget.value}`)}
    />
  )
}

/** Here at once, and kept with the person where one is signed in, for their other devices and their mail. */
function useChooseLanguage() {
  const { setLanguage } = useLanguage()
  const queries = useQueryClient()
  const keep = useSend(changeMe)
  return (language: Language) => {
    void setLanguage(language)
    if (queries.getQueryData(askMe().queryKey)) keep.mutate({ language })
  }
}

/** Four languages, each in its own name. */
export function LanguageSwitch() {
  const t = useKernelText()
  const { language } = useLanguage()
  const choose = useChooseLanguage()
  return (
    <fieldset className="languages">
      <legend>{t('shell.language')}</legend>
      {languages.map(one => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
          {languageNames[one]}
        </button>
      ))}
    </fieldset>
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

export function SignOut() {
  const t = useKernelText()
  const { user } = useMe()
  return (
    <div className="stack">
      <div className="xs dim clip">{user.email}</div>
      <Button variant="default" leftSection={<IconLogout size={17} stroke={1.7} aria-hidden />} onClick={() => void leave()}>
        {t('button.sign-out')}
      </Button>
    </div>
  )
}
