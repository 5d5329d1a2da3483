import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconChevronRight } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { checksOf } from '#core/surveys/checks.ts'
import { useAsk, useSend } from '#ui/api.ts'
import { Loading, notice, Signal, useMay, useShortcut, useTitle } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useKernelText, useText } from '#ui/text.tsx'
import { getSurvey, listSurveys, publishSurvey, type WholeSurvey } from '../api.ts'
import messages from '../messages/index.ts'
import { RowMenu } from './acts.tsx'
import { Conflict } from './conflict.tsx'
import { type Editor, EditorProvider, useEditor } from './editor.ts'
import { EditorSearch, tabs } from './searches.ts'
import { StateOf } from './state-of.tsx'
import { useDraft } from './use-draft.ts'
import './editor.css'
import './surveys.css'

const parts = {
  edit: lazy(() => import('./questions-tab.tsx')),
  words: lazy(() => import('./words-tab.tsx')),
  checks: lazy(() => import('./checks-tab.tsx')),
  share: lazy(() => import('./share-tab.tsx')),
  versions: lazy(() => import('./versions-tab.tsx')),
  settings: lazy(() => import('./settings-tab.tsx')),
}

/** One survey, from its first word to its opening. */
export default function Survey() {
  const { params } = usePlace('/surveys/$id', EditorSearch)
  const survey = useAsk(getSurvey, { id: params.id })
  return <Whole key={survey.id} survey={survey} />
}

function Whole({ survey }: { survey: WholeSurvey }) {
  const editor = useWhole(survey)
  const { search } = usePlace('/surveys/$id', EditorSearch)
  useTitle(editor.draft.name)
  const Tab = parts[search.tab]
  return (
    <EditorProvider value={editor}>
      <div className="ed">
        <Head />
        <Tabs />
        {editor.conflict && <Conflict />}
        <Suspense fallback={<Loading rows={5} />}>
          <Tab />
        </Suspense>
      </div>
    </EditorProvider>
  )
}

function useWhole(survey: WholeSurvey): Editor {
  const { search, setSearch } = usePlace('/surveys/$id', EditorSearch)
  const drafting = useDraft(survey)
  const { draft } = drafting
  const [wanted, setLanguage] = useState(draft.definition.language)
  const [strict, setStrict] = useState(false)
  const language = wanted in draft.words ? wanted : draft.definition.language
  const checks = useMemo(() => checksOf(draft), [draft])
  const at = search.at ?? draft.definition.questions[0]?.key ?? 'start'
  const go: Editor['go'] = to => {
    if (search.tab === 'checks' && to.at) setStrict(true)
    setSearch({ ...to, version: to.version }, { replace: to.tab === undefined })
  }
  return { ...drafting, survey, checks, language, setLanguage, at, go, strict }
}

function Head() {
  const t = useText(messages)
  const { survey, draft, edit } = useEditor()
  return (
    <header className="ed-head">
      <nav aria-label={t('surveys')} className="ed-trail">
        <To page="/surveys">{t('surveys')}</To>
        <IconChevronRight size={14} stroke={1.7} aria-hidden />
      </nav>
      <h1 className="sr">{draft.name}</h1>
      <input
        className="ed-name"
        aria-label={t('name')}
        value={draft.name}
        maxLength={200}
        onChange={event => edit(before => ({ ...before, name: event.target.value }), 'name')}
      />
      <StateOf {...survey} />
      <SavingState />
      <Undo />
      <Open />
      <RowMenu survey={survey} />
    </header>
  )
}

function SavingState() {
  const t = useText(messages)
  const { saving } = useEditor()
  const bad = saving === 'offline' || saving === 'refused' || saving === 'conflict'
  return (
    <span className="ed-saving sm" role="status">
      {bad ? <Signal kind="bad">{t(`saving.${saving}`)}</Signal> : <span className="dim">{t(`saving.${saving}`)}</span>}
    </span>
  )
}

/** Ctrl+Z and Ctrl+Y, and Ctrl+Shift+Z for those who know it so. */
function Undo() {
  const t = useText(messages)
  const kernel = useKernelText()
  const { undo, redo } = useEditor()
  const shift = useRef(false)
  useEffect(() => {
    const see = (event: KeyboardEvent) => {
      shift.current = event.shiftKey
    }
    addEventListener('keydown', see, true)
    return () => removeEventListener('keydown', see, true)
  }, [])
  useShortcut('mod+z', kernel('button.undo'), () => (shift.current ? redo : undo)?.())
  useShortcut('mod+y', t('redo'), () => redo?.())
  return (
    <span className="row">
      <ActionIcon aria-label={kernel('button.undo')} aria-keyshortcuts="Control+Z" disabled={!undo} onClick={() => undo?.()}>
        <IconArrowBackUp size={19} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('redo')} aria-keyshortcuts="Control+Y" disabled={!redo} onClick={() => redo?.()}>
        <IconArrowForwardUp size={19} stroke={1.7} aria-hidden />
      </ActionIcon>
    </span>
  )
}

/** Opens the survey, or lets people answer the changed draft from now on. What must be mended first is shown instead. */
function Open() {
  const t = useText(messages)
  const may = useMay()
  const { survey, checks, flush, go, saving } = useEditor()
  const send = useSend(publishSurvey, {
    refresh: [listSurveys],
    onDone: ({ version }) => {
      notice({ tone: 'good', text: t('opened', { version }) })
      go({ tab: 'share' })
    },
  })
  if (!may('surveys.change')) return <ProposedBy />
  const blocked = checks.some(({ level }) => level === 'blocks')
  const same = survey.state === 'open' && !survey.changed && saving === 'saved'
  const open = async () => {
    if (blocked) return go({ tab: 'checks' })
    if (await flush()) send.mutate({ id: survey.id })
  }
  return (
    <Button onClick={() => void open()} loading={send.isPending} disabled={same || survey.archivedAt !== null}>
      {t(survey.version === 0 ? 'open' : same ? 'is-open' : 'open-changed')}
    </Button>
  )
}

/** A rep writes and proposes; opening is another's. */
function ProposedBy() {
  const t = useText(messages)
  return <span className="sm dim ed-proposed">{t('opened-by-others')}</span>
}

function Tabs() {
  const t = useText(messages)
  const { search } = usePlace('/surveys/$id', EditorSearch)
  const { survey, checks } = useEditor()
  const wrong = checks.length
  return (
    <nav className="ed-tabs" aria-label={t('parts')}>
      {tabs.map(tab => (
        <To
          key={tab}
          page="/surveys/$id"
          params={{ id: survey.id }}
          search={tab === 'edit' ? {} : { tab }}
          aria-current={search.tab === tab ? 'page' : undefined}
        >
          {t(`tab.${tab}`)}
          {tab === 'checks' && wrong > 0 && (
            <span className="count num" role="img" aria-label={t('to-mend', { n: wrong })}>
              {wrong}
            </span>
          )}
        </To>
      ))}
      {survey.version > 0 && (
        <To page="/surveys/$id/answers" params={{ id: survey.id }}>
          {t('tab.answers')}
        </To>
      )}
    </nav>
  )
}
