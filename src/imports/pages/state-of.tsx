import type { ComponentProps } from 'react'
import { Signal } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { Import } from '../api.ts'
import messages from '../messages/index.ts'

type Kind = ComponentProps<typeof Signal>['kind']

const kinds: Record<Import['state'], Kind> = {
  draft: 'in',
  checking: 'soon',
  ready: 'in',
  running: 'soon',
  cancelled: 'few',
  done: 'good',
  undoing: 'soon',
  undone: 'few',
  failed: 'bad',
}

/** Where an import is, as icon and word. */
export function StateOf({ one }: { one: Pick<Import, 'state'> }) {
  const t = useText(messages)
  return <Signal kind={kinds[one.state]}>{t(`state.${one.state}`)}</Signal>
}
