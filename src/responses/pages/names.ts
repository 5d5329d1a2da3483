import { languageNames, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

const channels = ['link', 'qr', 'widget', 'api', 'email', 'case', 'article', 'schedule', 'webhook', 'sms'] as const

/** A channel by its word where we have one, else as the source calls it. */
export function useChannelName() {
  const t = useText(messages)
  return (channel: string) => {
    const known = channels.find(one => one === channel)
    return known ? t(`channel.${known}`) : channel
  }
}

/** A language in its own name; `unknown` where nobody knows. */
export function useLanguageName() {
  const t = useText(messages)
  return (language: string): string => {
    if (language in languageNames) return languageNames[language as keyof typeof languageNames]
    if (!/^[a-z]{2,3}(-|$)/.test(language) || language.startsWith('und')) return t('unknown')
    return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language
  }
}
