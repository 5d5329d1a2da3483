import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

const known = ['call', 'chat', 'email', 'visit', 'message', 'survey', 'link', 'widget', 'api'] as const

/** A channel by its word where we have one, else as its source calls it. */
export function useChannelName() {
  const t = useText(messages)
  return (channel: string) => {
    const one = known.find(name => name === channel)
    return one ? t(`channel.${one}`) : channel
  }
}
