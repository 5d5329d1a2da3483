import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { Loading, Section } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../../messages/index.ts'
import type { Colours } from './colours.ts'

/** What is drawn, for these colours and this width. Keep it the same value while nothing changes. */
export type Draw = (colours: Colours, width: number) => Record<string, unknown>

const Drawn = lazy(() => import('./drawn.tsx'))

type Props = {
  /** A question. */
  title: string
  /** Its answer in words. */
  answer: ReactNode
  draw: Draw | null
  height?: number
  onPick?: (at: number, series: string) => void
  /** What the drawing says, for who cannot see it: also each thing behind it to be opened. */
  table: ReactNode
  aside?: ReactNode
  children?: ReactNode
}

/** A chart: the question, the answer in words, the drawing, and the same as a table. */
export function Chart({ title, answer, draw, height = 280, onPick, table, aside, children }: Props) {
  const t = useText(messages)
  const picture = useRef<(() => string) | null>(null)
  return (
    <section className="card pad chart" aria-label={title}>
      <Section title={title} aside={aside}>
        <div className="sm soft chart-answer">{answer}</div>
        {draw && (
          <>
            <Suspense fallback={<Waiting height={height} />}>
              <Drawn draw={draw} height={height} onPick={onPick} picture={picture} />
            </Suspense>
            {children}
            <div className="row wrap between no-print">
              <details className="as-table grow">
                <summary>{t('as-table')}</summary>
                {table}
              </details>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPhoto size={15} stroke={1.7} aria-hidden />}
                onClick={() => save(picture.current?.(), title)}
              >
                {t('file.png')}
              </Button>
            </div>
          </>
        )}
      </Section>
    </section>
  )
}

const Waiting = ({ height }: { height: number }) => (
  <div style={{ height }}>
    <Loading rows={3} />
  </div>
)

function save(url: string | undefined, name: string) {
  if (!url) return
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.png`
  link.click()
}
