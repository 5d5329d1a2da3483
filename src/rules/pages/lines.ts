import { listTopics } from '#customers/api.ts'
import { listTeams } from '#directory/api.ts'
import { useAsk } from '#ui/api.ts'
import { useLanguage, useText } from '#ui/text.tsx'
import type { Action, Condition } from '../api.ts'
import messages from '../messages/index.ts'

export type Named = { value: string; label: string }

/** What rules speak of, by name. */
export function useNames(): { topics: Named[]; members: Named[]; managers: Named[] } {
  const { language } = useLanguage()
  const topics = useAsk(listTopics, {}).items.map(one => ({ value: one.id, label: one.names[language] ?? one.name }))
  const people = useAsk(listTeams, {}).items
  const named = people.map(one => ({ value: one.id, label: one.name }))
  return { topics, members: named, managers: named.filter(one => people.some(other => other.managerId === one.value)) }
}

const nameIn = (all: readonly Named[], id: string | null) => all.find(one => one.value === id)?.label ?? '?'
const languageName = (tag: string, reader: string) => new Intl.DisplayNames([reader], { type: 'language' }).of(tag) ?? tag

/** Each part of a rule as a line that stands for itself. */
export function useLines() {
  const t = useText(messages)
  const names = useNames()
  const { language } = useLanguage()
  const condition = (one: Condition): string => {
    switch (one.kind) {
      case 'score':
        return t(one.from === one.to ? 'if.score-one' : 'if.score', { scale: t(`scale.${one.scale as 'nps'}`), from: one.from, to: one.to })
      case 'mood':
        return t(`if.mood.${one.is}`)
      case 'text':
        return t('if.text', { words: one.words.join(', ') })
      case 'topic':
        return t('if.topic', { names: one.topicIds.map(id => nameIn(names.topics, id)).join(', ') })
      case 'plan':
        return t('if.plan', { names: one.plans.join(', ') })
      case 'channel':
        return t('if.channel', { names: one.channels.join(', ') })
      case 'language':
        return t('if.language', { names: one.languages.map(tag => languageName(tag, language)).join(', ') })
      case 'revenue':
        return t('if.revenue', { n: one.from })
      case 'repeat':
        return t('if.repeat', { n: one.times, days: one.days })
      case 'silent':
        return t('if.silent', { n: one.days })
      case 'own-scale':
        return t('if.own-scale')
    }
  }
  const action = (one: Action): string => {
    switch (one.kind) {
      case 'open':
        return t('then.open')
      case 'topic':
        return t('then.topic', { name: nameIn(names.topics, one.topicId) })
      case 'owner':
        return t('then.owner', { name: nameIn(names.members, one.memberId) })
      case 'team':
        return t('then.team', { name: nameIn(names.members, one.managerId) })
      case 'priority':
        return t(`then.priority.${one.priority}`)
      case 'tell':
        return one.who === 'member' ? t('then.tell', { name: nameIn(names.members, one.memberId ?? null) }) : t(`then.tell.${one.who}`)
      case 'note':
        return t('then.note', { text: one.text })
    }
  }
  return { condition, action }
}
