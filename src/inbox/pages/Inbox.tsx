import { useTitle } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { Frame } from './frame.tsx'

/** The inbox with nothing open yet. */
export default function Inbox() {
  const t = useText(messages)
  useTitle(t('inbox'))
  return <Frame />
}
