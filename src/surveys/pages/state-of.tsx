import { Signal } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { Survey } from '../api.ts'
import messages from '../messages/index.ts'

const kinds = { draft: 'few', open: 'good', closed: 'in' } as const

/** Where a survey stands, as a sign and a word. */
export function StateOf({ state, archivedAt }: Pick<Survey, 'state' | 'archivedAt'>) {
  const t = useText(messages)
  return (
    <Signal kind={archivedAt ? 'in' : kinds[state]} pill>
      {t(archivedAt ? 'state.archived' : `state.${state}`)}
    </Signal>
  )
}
