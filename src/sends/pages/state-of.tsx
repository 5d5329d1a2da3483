import { Signal } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import type { Participant } from '../participant-api.ts'
import type { Send } from '../send-api.ts'

const tones = { draft: 'soon', waiting: 'soon', sending: 'up', sent: 'good', cancelled: 'in', on: 'good', off: 'in' } as const

export function StateOf({ state }: { state: Send['state'] }) {
  const t = useText(messages)
  return (
    <Signal kind={tones[state]} pill>
      {t(`send-state.${state}`)}
    </Signal>
  )
}

const personTones = {
  planned: 'soon',
  asked: 'soon',
  delivered: 'in',
  opened: 'in',
  answered: 'good',
  bounced: 'bad',
  unsubscribed: 'bad',
  excluded: 'few',
  cancelled: 'in',
} as const

export function PersonState({ state }: { state: Participant['state'] }) {
  const t = useText(messages)
  return <Signal kind={personTones[state]}>{t(`state.${state}`)}</Signal>
}

/** All who are in a send, however far they came. */
export const peopleIn = (people: Send['people']) => Object.values(people).reduce((sum, one) => sum + one, 0)

/** Those whose turn is over. */
export const doneIn = (people: Send['people']) => peopleIn(people) - (people.planned ?? 0)
