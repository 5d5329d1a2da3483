import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react'
import type { Failure } from '#ui/api.ts'
import { call } from '#ui/api.ts'
import { asFailure } from '#ui/failure.ts'
import { getSurvey, saveDraft, type WholeSurvey } from '../api.ts'
import type { Draft } from './edits.ts'
import { begin, step } from './history.ts'

export type Saving = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'conflict'

const restMs = 800
const againMs = 5_000

const draftOf = ({ name, draft }: WholeSurvey): Draft => ({ name, ...draft })
const same = (one: Draft, other: Draft) => one === other || JSON.stringify(one) === JSON.stringify(other)

/** What was typed and not yet saved outlives a reload, a crash and a sign-out in this tab. */
const keptKey = (id: string) => `survey.${id}`
function kept(survey: WholeSurvey): { revision: number; draft: Draft } {
  try {
    const found = JSON.parse(sessionStorage.getItem(keptKey(survey.id)) ?? 'null') as { revision: number; draft: Draft } | null
    return found ?? { revision: survey.revision, draft: draftOf(survey) }
  } catch {
    return { revision: survey.revision, draft: draftOf(survey) }
  }
}

/**
 * The draft in the author's hands: its history, and its saving a moment after the typing rests. What somebody else saved meanwhile is
 * refused with 409: then both are here, `theirs` and the author's, until they say which.
 */
export function useDraft(survey: WholeSurvey) {
  const [first] = useState(() => kept(survey))
  const [history, dispatch] = useReducer(step, first.draft, begin)
  const [saving, setSaving] = useState<Saving>('saved')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [theirs, setTheirs] = useState<WholeSurvey | null>(null)
  const base = useRef({ revision: first.revision, draft: draftOf(survey) })
  const running = useRef<Promise<boolean> | null>(null)
  const { present } = history
  const latest = useRef(present)
  latest.current = present

  /** @returns whether everything is on the server now */
  const save = useCallback(async (): Promise<boolean> => {
    if (running.current) {
      await running.current
      return save()
    }
    const draft = latest.current
    if (same(draft, base.current.draft)) return true
    setSaving('saving')
    running.current = send(draft)
    const done = await running.current
    running.current = null
    return done && (same(latest.current, draft) || save())

    async function send({ name, definition, words }: Draft) {
      try {
        const { revision } = await call(saveDraft, {
          id: survey.id,
          revision: base.current.revision,
          name: name.trim() || '…',
          definition,
          words,
        })
        base.current = { revision, draft }
        sessionStorage.removeItem(keptKey(survey.id))
        setFailure(null)
        setSaving('saved')
        return true
      } catch (error) {
        const refused = asFailure(error)
        if (refused.code === 'survey.changed-meanwhile') setTheirs(await call(getSurvey, { id: survey.id }).catch(() => null))
        setFailure(refused)
        setSaving(
          refused.code === 'survey.changed-meanwhile' ? 'conflict' : refused.status === 0 || refused.status >= 500 ? 'offline' : 'refused',
        )
        return false
      }
    }
  }, [survey.id])

  useEffect(() => {
    if (theirs === null && running.current === null && same(present, base.current.draft)) {
      sessionStorage.removeItem(keptKey(survey.id))
      setSaving('saved')
      return
    }
    sessionStorage.setItem(keptKey(survey.id), JSON.stringify({ revision: base.current.revision, draft: present }))
    if (theirs) return
    setSaving(before => (before === 'offline' ? before : 'waiting'))
    const timer = setTimeout(() => {
      dispatch({ kind: 'rest' })
      void save()
    }, restMs)
    return () => clearTimeout(timer)
  }, [present, theirs, save, survey.id])

  useEffect(() => {
    if (saving !== 'offline') return
    const again = () => void save()
    const timer = setInterval(again, againMs)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
    }
  }, [saving, save])

  // Whoever goes to another page has finished typing.
  const leave = useEffectEvent(() => {
    if (!theirs) void save()
  })
  useEffect(() => () => leave(), [])

  // Somebody else saved while nothing was being written here: theirs is shown, and undo leads back.
  useEffect(() => {
    const idle = !running.current && same(latest.current, base.current.draft)
    if (survey.revision <= base.current.revision || !idle) return
    const next = draftOf(survey)
    base.current = { revision: survey.revision, draft: next }
    if (!same(next, latest.current)) dispatch({ kind: 'edit', edit: () => next })
  }, [survey])

  const settle = (draft: Draft | null) => {
    if (!theirs) return
    base.current = { revision: theirs.revision, draft: draftOf(theirs) }
    setTheirs(null)
    setFailure(null)
    setSaving('saved')
    if (draft) dispatch({ kind: 'edit', edit: () => draft })
    else void save()
  }

  return {
    draft: present,
    edit: useCallback((edit: (draft: Draft) => Draft, mark: string | null = null) => dispatch({ kind: 'edit', edit, mark }), []),
    undo: history.past.length > 0 ? () => dispatch({ kind: 'undo' }) : null,
    redo: history.future.length > 0 ? () => dispatch({ kind: 'redo' }) : null,
    saving,
    failure,
    flush: save,
    conflict: theirs && {
      theirs,
      takeTheirs: () => settle(draftOf(theirs)),
      keepMine: () => settle(null),
    },
  }
}
