import { useEffect, useRef } from 'react'
import { call, useAsk } from '#ui/api.ts'
import { Who } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { beHere, whoIsHere } from '../api.ts'
import messages from '../messages/index.ts'
import './conversation.css'

const AGAIN_MS = 20_000

type HereProps = { caseId: string; draft: { text: string } }

/** Who else is looking at this case, so that no customer gets two answers. */
export default function Here({ caseId, draft }: HereProps) {
  const t = useText(messages)
  useBeingHere(caseId, draft.text.trim() !== '')
  const others = useAsk(whoIsHere, { id: caseId })
  return (
    <div role="status" className={others.length > 0 ? 'here row wrap sm no-print' : 'here-nobody'}>
      {others.map(({ id, name, writing }) => (
        <span key={id} className="row">
          <Who name={name} kind="member" />
          {t(writing ? 'here.writing' : 'here', { name })}
        </span>
      ))}
    </div>
  )
}

/** Says so at once and every while, and says when one leaves; a tab out of sight does not look. */
function useBeingHere(id: string, writing: boolean) {
  const now = useRef(writing)
  now.current = writing
  useEffect(() => {
    const say = (leaving = false) => void call(beHere, { id, writing: now.current, leaving }).catch(() => {})
    const look = () => say(document.hidden)
    const timer = setInterval(() => !document.hidden && say(), AGAIN_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      say(true)
    }
  }, [id])
  useEffect(() => {
    if (!document.hidden) void call(beHere, { id, writing }).catch(() => {})
  }, [id, writing])
}
