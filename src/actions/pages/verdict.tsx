import { Signal } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { Action } from '../api.ts'
import messages from '../messages/index.ts'

export const kindOf = { gone: 'good', less: 'good', unclear: 'in', more: 'bad', early: 'few' } as const

/** What the last look found; that it came back comes before everything else. */
export function VerdictSignal({ action: { verdict, relapsedAt, state } }: { action: Action }) {
  const t = useText(messages)
  if (relapsedAt && state !== 'checked') return <Signal kind="bad">{t('relapsed')}</Signal>
  if (!verdict || state === 'planned' || state === 'doing') return null
  return <Signal kind={kindOf[verdict]}>{t(`verdict.${verdict}`)}</Signal>
}
