import { Button } from '@mantine/core'
import { IconPrinter, IconTable } from '@tabler/icons-react'
import { saveFile } from '#ui/files.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { type Board, downloadRows } from '../api.ts'
import messages from '../messages/index.ts'
import { filterAsked, whenAsked } from './asked.ts'
import { BoardSearch } from './search.ts'

/** From when to when, and whether it is over yet. */
export function Sentence({ board: { period, goal } }: { board: Pick<Board, 'period'> & { goal?: Board['goal'] } }) {
  const t = useText(messages)
  const { date } = useFormats()
  const last = new Date(Date.parse(`${period.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return (
    <>
      {t('sentence', { from: date(period.from), to: date(last) })}
      {period.partial && <> {t('partial')}</>}
      {goal === null && <> {t('goal.none')}</>}
    </>
  )
}

export function Files({ level }: { level: 'company' | 'manager' | 'member' }) {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard', BoardSearch)
  const save = () => saveFile(downloadRows, { level, ...whenAsked(search), ...filterAsked(search) }, 'scoreboard.csv')
  return (
    <div className="row wrap board-files no-print">
      <Button variant="subtle" leftSection={<IconTable size={17} stroke={1.7} aria-hidden />} onClick={() => void save()}>
        {t('file.csv')}
      </Button>
      <Button variant="subtle" leftSection={<IconPrinter size={17} stroke={1.7} aria-hidden />} onClick={() => print()}>
        {t('print')}
      </Button>
    </div>
  )
}
