import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { asFailure } from './failure.ts'
import { problemText, useKernelText } from './text.tsx'

/** True once this has been waited for long enough to be worth saying: 300 ms. */
function useLate(ms = 300) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late
}

const widths = [82, 64, 90, 55, 73, 60]

/** The shape of what comes, in stitches, after 300 ms; no spinner. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useKernelText()
  if (!useLate()) return <div className="loading" aria-busy="true" />
  return (
    <div className="loading" aria-busy="true" role="status">
      <span className="sr">{t('state.loading')}</span>
      {widths.slice(0, rows).map(width => (
        <div key={width} className="row" aria-hidden>
          <span className="sk knot" />
          <div className="grow stack">
            <div className="sk" style={{ width: `${width * 0.5}%` }} />
            <div className="sk" style={{ width: `${width}%` }} />
          </div>
        </div>
      ))}
    </div>
  )
}

/** What stands for a whole page has its first heading. */
const Heading = ({ whole, children }: { whole: boolean | undefined; children: ReactNode }) =>
  whole ? <h1 className="lg">{children}</h1> : <h2>{children}</h2>

type EmptyProps = { title: string; children?: ReactNode; action?: ReactNode /** It is all that the page says. */; whole?: boolean }

/** A slack thread, why there is nothing, and the next step. */
export function Empty({ title, children, action, whole }: EmptyProps) {
  return (
    <div className="state">
      <svg width="150" height="56" aria-hidden="true">
        <path d="M8 8C40 60 110 60 142 8" fill="none" stroke="var(--gold)" strokeWidth="4" strokeDasharray="9 5" strokeLinecap="round" />
        <circle cx="8" cy="8" r="4" fill="var(--line-strong)" />
        <circle cx="142" cy="8" r="4" fill="var(--line-strong)" />
      </svg>
      <Heading whole={whole}>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

/** Under 30 answers: a dashed thread and the words, never a number that nobody should act on. */
export function TooFew({ children }: { children?: ReactNode }) {
  const t = useKernelText()
  return (
    <div className="state">
      <svg width="150" height="30" aria-hidden="true">
        <line x1="4" x2="146" y1="15" y2="15" stroke="var(--unsure)" strokeWidth="3" strokeDasharray="4 5" />
        <path d="M4 6v18M146 6v18" stroke="var(--unsure)" strokeWidth="2" />
        <circle cx="70" cy="15" r="7" fill="var(--surface)" stroke="var(--unsure)" strokeWidth="3" />
      </svg>
      <h2>{t('state.few')}</h2>
      {children && <p>{children}</p>}
    </div>
  )
}

type FailedProps = { error: unknown; again?: (() => unknown) | undefined; title?: string; whole?: boolean }

/** What happened, what is safe, what to do. */
export function Failed({ error, again, title, whole }: FailedProps) {
  const t = useKernelText()
  const { reset } = useQueryErrorResetBoundary()
  const failure = asFailure(error)
  const retry = () => {
    reset()
    again?.()
  }
  const safe = failure.code === 'unexpected'
  return (
    <div className="state" role="alert">
      <IconPlugConnectedX size={34} stroke={1.5} color="var(--late)" aria-hidden />
      <Heading whole={whole}>{title ?? problemText(failure)}</Heading>
      {safe && <p>{t('state.kept')}</p>}
      {failure.requestId && failure.status >= 500 && <p className="xs dim">{t('state.request', { id: failure.requestId })}</p>}
      {failure.status === 403 && <a href="/">{t('state.home')}</a>}
      {again && failure.status !== 403 && (
        <Button variant="default" onClick={retry}>
          {t('button.retry')}
        </Button>
      )}
    </div>
  )
}

/** An address that leads nowhere, or to something one may not see: both look the same. */
export function Missing() {
  const t = useKernelText()
  return (
    <Empty whole title={t('state.missing')} action={<a href="/">{t('state.home')}</a>}>
      {t('state.missing-why')}
    </Empty>
  )
}
