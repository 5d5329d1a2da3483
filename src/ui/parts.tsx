import { type ReactNode, useEffect, useState } from 'react'
import { type Language, languageNames, useKernelText } from './text.tsx'

/** Mark: a thread at ease between two posts, with one knot. */
export const Mark = ({ size = 30 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="#7A2453" />
    <path d="M6 9.5C8.5 27 23.5 27 26 9.5" fill="none" stroke="#F0B63A" strokeWidth="2.6" strokeLinecap="round" strokeDasharray="4.4 2.9" />
    <circle cx="16" cy="22.6" r="3.5" fill="#fff" />
  </svg>
)

/** Hem: the woven edge of a Lao skirt. Once a view, never behind text. */
export const Hem = () => (
  <svg className="hem" height="9" aria-hidden="true">
    <defs>
      <pattern id="hem" width="18" height="9" patternUnits="userSpaceOnUse">
        <path d="M0 4.5 4.5 0 9 4.5 4.5 9Z" fill="var(--brand)" />
        <path d="M11 0v9M14 0v9M17 0v9" stroke="var(--gold)" strokeWidth="1.6" />
        <path d="M3 4.5 4.5 3 6 4.5 4.5 6Z" fill="var(--page)" />
      </pattern>
    </defs>
    <rect width="100%" height="9" fill="url(#hem)" />
  </svg>
)

type CardProps = { children: ReactNode; className?: string; label?: string; flush?: boolean }

/** A surface with a border. `flush` leaves the padding to what is inside (lists, tables). */
export const Card = ({ children, className = '', label, flush }: CardProps) => (
  <section className={`card ${flush ? '' : 'pad'} ${className}`} aria-label={label}>
    {children}
  </section>
)

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode; level?: 2 | 3 }

/** A heading with what belongs under it; `aside` stands at the line's end ("All 11 in the inbox"). */
export function Section({ title, aside, children, level = 2 }: SectionProps) {
  const H = level === 2 ? 'h2' : 'h3'
  return (
    <section>
      <div className="sec">
        <H>{title}</H>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** Which language a person's words are in, in its own name; nothing where it is not known. */
export function LangTag({ language }: { language: string }) {
  const name = nameOf(language)
  if (!name) return null
  return (
    <span className="tag" lang={language}>
      {name}
    </span>
  )
}

function nameOf(language: string): string | undefined {
  if (language in languageNames) return languageNames[language as Language]
  if (!/^[a-z]{2,3}(-|$)/.test(language) || language.startsWith('und')) return undefined
  return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language)
}

export type Piece = { from: number; to: number }

type SaidProps = {
  text: string
  language?: string | null
  pieces?: readonly Piece[]
  /** What was searched for: marked where it stands, in any spelling that the search finds. */
  query?: string | undefined
  size?: 'read' | 'lead' | 'clip' | 'name'
}

/** A person's own words (or name): in their language, so that the line height and the voice of a screen reader fit. `pieces` are marked. */
export function Said({ text, language, pieces, query, size = 'read' }: SaidProps) {
  const found = useFound(text, query)
  const marks = pieces ?? found
  return (
    <span className={`said ${size}`} lang={language && language !== 'und' ? language : undefined} dir="auto">
      {marks.length ? marked(text, marks) : text}
    </span>
  )
}

const none: readonly Piece[] = []

/** What matches is worked out by the search's own rules, which are loaded when something is searched for. */
function useFound(text: string, query: string | undefined): readonly Piece[] {
  const [found, setFound] = useState(none)
  useEffect(() => {
    let here = true
    setFound(none)
    if (query) void import('./found.ts').then(({ piecesOf }) => here && setFound(piecesOf(text, query)))
    return () => {
      here = false
    }
  }, [text, query])
  return found
}

/** Offsets are UTF-16, as the search gives them, on the borders of graphemes. */
function marked(text: string, pieces: readonly Piece[]): ReactNode[] {
  const out: ReactNode[] = []
  let at = 0
  for (const { from, to } of [...pieces].sort((a, b) => a.from - b.from)) {
    if (from < at) continue
    out.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...out, text.slice(at)]
}

type StepsProps = { steps: string[]; current: number }

/** A thread of numbered knots: done, here, to come. `current` counts from 0. */
export function Steps({ steps, current }: StepsProps) {
  const t = useKernelText()
  return (
    <ol className="steps">
      {steps.map((step, i) => (
        <li key={step} className={i < current ? 'done' : ''} aria-current={i === current ? 'step' : undefined}>
          <b className="num" aria-hidden>
            {i < current ? '✓' : i + 1}
          </b>
          {i < current && <span className="sr">{t('state.done')}</span>}
          {step}
        </li>
      ))}
    </ol>
  )
}
