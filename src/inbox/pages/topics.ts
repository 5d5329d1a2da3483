import { useQuery } from '@tanstack/react-query'
import { listTopics, type Topic } from '#customers/api.ts'
import { ask } from '#ui/api.ts'
import { type Language, useLanguage } from '#ui/text.tsx'

export type TopicChoice = { value: string; label: string }

/** All topics by their path in the reader's language ("Billing › Invoices"), for choosing. */
export function useTopics(): TopicChoice[] {
  const { language } = useLanguage()
  const topics = useQuery(ask(listTopics, {})).data?.items ?? []
  const known = new Map(topics.map(one => [one.id, one]))
  return topics
    .map(one => ({ value: one.id, label: pathOf(one, known, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}

function pathOf(one: Topic, known: Map<string, Topic>, language: Language): string {
  const parent = one.parentId && known.get(one.parentId)
  const name = one.names[language] ?? one.name
  return parent ? `${pathOf(parent, known, language)} › ${name}` : name
}
