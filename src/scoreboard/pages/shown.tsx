import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/api.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listBenchmarks } from '../benchmarks-api.ts'
import messages from '../messages/index.ts'
import { useFigures } from './figures.ts'
import { BoardSearch } from './search.ts'

/** What others reach, of those that somebody chose to show: beside the company's figure only. */
export function Shown({ metric }: { metric: string }) {
  const t = useText(messages)
  const write = useFigures()
  const { search } = usePlace('/scoreboard', BoardSearch)
  const { data } = useQuery(ask(listBenchmarks, { shown: 'true', limit: 200 }))
  const mine = data?.items.filter(one => one.metric === metric && one.shown) ?? []
  if (search.level || mine.length === 0) return null
  return (
    <ul className="tile-changes sm" aria-label={t('benchmarks')}>
      {mine.map(({ id, name, year, unit, value }) => (
        <li key={id}>
          <To page="/scoreboard/benchmarks" search={{ metric }}>
            {t('benchmark.line', { name, year: String(year), value: write.value(unit, value) })}
          </To>
        </li>
      ))}
    </ul>
  )
}
