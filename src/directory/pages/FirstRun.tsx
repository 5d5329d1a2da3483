import { Button } from '@mantine/core'
import { IconBuildingStore, IconTableImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { ask, type In, useSend } from '#ui/api.ts'
import { Card, Failed, Form, LanguageField, Loading, PasswordField, Plain, Steps, Submit, TextField } from '#ui/index.ts'
import { useLanguage, useText } from '#ui/text.tsx'
import { beginFirstRun, firstRun, usualHours } from '../api.ts'
import messages from '../messages/index.ts'
import { HoursField } from './hours-field.tsx'
import { useToken } from './token.ts'
import { ZoneField, zoneHere } from './zone-field.tsx'

type Asked = In<typeof beginFirstRun>
const Workspace = beginFirstRun.input.shape.workspace

/** The first minutes: a workspace, its first admin, and then either a sample company or one's own data. */
export default function FirstRun() {
  const t = useText(messages)
  const [made, setMade] = useState<number | null>(null)
  const [workspace, setWorkspace] = useState<Asked['workspace'] | null>(null)
  const [editing, setEditing] = useState(true)
  const token = useToken()
  const asked = useQuery({ ...ask(firstRun, {}), enabled: made === null, retry: false })
  const step = made !== null ? 2 : workspace && !editing ? 1 : 0
  if (made === null && asked.isPending) return <Loading />
  if (made === null && asked.error) return <NotAgain failure={asked.error} />
  if (made === null && asked.data && !asked.data.local && !token) return <NeedsLink />
  const next = (given: Asked['workspace']) => {
    setWorkspace(given)
    setEditing(false)
  }
  return (
    <Plain title={t(`first-run.${step}`)} sentence={t(`first-run.${step}.why`)} wide>
      <Steps steps={[t('first-run.step.workspace'), t('first-run.step.you'), t('first-run.step.begin')]} current={step} />
      {step === 0 && <AboutWorkspace start={workspace} onDone={next} />}
      {step === 1 && <AboutYou workspace={workspace!} onBack={() => setEditing(true)} onDone={setMade} />}
      {step === 2 && <Begin number={made!} />}
    </Plain>
  )
}

/** A part of the form that is sent with the rest, later. */
const keepFor = <T,>(onDone: (given: T) => void) => ({
  isPending: false,
  error: null,
  mutateAsync: async (given: never) => onDone(given as T),
})

function AboutWorkspace({ start, onDone }: { start: Asked['workspace'] | null; onDone: (given: Asked['workspace']) => void }) {
  const t = useText(messages)
  const { language } = useLanguage()
  const usual = { name: '', language, zone: zoneHere(), workingHours: usualHours }
  return (
    <Form schema={Workspace} start={start ?? usual} send={keepFor(onDone)} label={t('first-run.step.workspace')} className="form wide">
      <TextField name="name" label={t('workspace.name')} hint={t('workspace.name.hint')} required autoFocus autoComplete="organization" />
      <LanguageField name="language" label={t('workspace.language')} hint={t('workspace.language.hint')} />
      <ZoneField name="zone" label={t('workspace.zone')} hint={t('workspace.zone.hint')} />
      <HoursField name="workingHours" />
      <div>
        <Submit>{t('button.next')}</Submit>
      </div>
    </Form>
  )
}

type YouProps = { workspace: Asked['workspace']; onBack: () => void; onDone: (number: number) => void }

function AboutYou({ workspace, onBack, onDone }: YouProps) {
  const t = useText(messages)
  const token = useToken()
  const send = useSend(beginFirstRun, { onDone: ({ number }) => onDone(number) })
  return (
    <Form
      schema={beginFirstRun.input}
      start={{ you: { name: '', email: '', password: '' } }}
      send={send}
      input={({ you }) => ({ workspace, you, ...(token && { token }) })}
      label={t('first-run.step.you')}
    >
      <TextField name="you.name" label={t('you.name')} hint={t('you.name.hint')} required autoFocus autoComplete="name" />
      <TextField name="you.email" label={t('you.email')} type="email" required autoComplete="username" />
      <PasswordField name="you.password" label={t('you.password')} hint={t('password.hint')} required autoComplete="new-password" />
      <div className="row wrap">
        <Submit>{t('first-run.make')}</Submit>
        <Button variant="subtle" onClick={onBack}>
          {t('button.back')}
        </Button>
      </div>
    </Form>
  )
}

const lookAround = endpoint('POST /sample', {
  summary: 'Begin the sample company',
  may: 'signed-in',
  input: z.strictObject({}),
  output: z.object({ number: z.int() }),
})

function Begin({ number }: { number: number }) {
  const t = useText(messages)
  const look = useSend(lookAround, { onDone: made => location.assign(`/${made.number}`) })
  return (
    <div className="two-choices">
      <Card>
        <IconTableImport size={26} stroke={1.6} aria-hidden />
        <h2>{t('begin.own')}</h2>
        <p className="soft">{t('begin.own.why')}</p>
        <Button component="a" href={`/${number}/import`}>
          {t('begin.own.button')}
        </Button>
      </Card>
      <Card>
        <IconBuildingStore size={26} stroke={1.6} aria-hidden />
        <h2>{t('begin.sample')}</h2>
        <p className="soft">{t('begin.sample.why')}</p>
        <Button variant="default" loading={look.isPending} onClick={() => look.mutate({})}>
          {t('begin.sample.button')}
        </Button>
      </Card>
      <p className="sm">
        <a href={`/${number}`}>{t('begin.later')}</a>
      </p>
    </div>
  )
}

function NeedsLink() {
  const t = useText(messages)
  return (
    <Plain title={t('first-run.link')} sentence={t('first-run.link.why')}>
      <p className="sm dim">{t('first-run.link.how')}</p>
    </Plain>
  )
}

function NotAgain({ failure }: { failure: { status: number } }) {
  const t = useText(messages)
  return (
    <Plain title={t('first-run.over')}>{failure.status === 404 ? <a href="/sign-in">{t('sign-in')}</a> : <Failed error={failure} />}</Plain>
  )
}
