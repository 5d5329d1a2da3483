import { To, usePlace } from '#ui/page.tsx'
import { useAnyText } from '#ui/text.tsx'
import { filterAsked, whenAsked, whoseAsked } from './asked.ts'
import { BoardSearch } from './search.ts'

/** What a metric is called and what it means, in the language that is read now. */
export function useMetricWords() {
  const text = useAnyText()
  return {
    name: (id: string) => text('metrics', `${id}.name`),
    about: (id: string) => text('metrics', `${id}.about`),
    excludes: (why: string) => text('metrics', `excludes.${why}`),
  }
}

/** A metric by its name, of the same people, time and facts as here. */
export function MetricLink({ id }: { id: string }) {
  const words = useMetricWords()
  const { search } = usePlace('/scoreboard', BoardSearch)
  return (
    <To page="/metrics/$id" params={{ id }} search={{ ...whoseAsked(search), ...whenAsked(search), ...filterAsked(search) }}>
      {words.name(id)}
    </To>
  )
}
