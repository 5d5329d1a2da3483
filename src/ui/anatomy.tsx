import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { To } from './page.tsx'
import { useKernelText } from './text.tsx'

type Crumb = { page: `/${string}`; label: string }

type PageProps = {
  title: string
  /** Small, above the title: the day, the parent's name. */
  over?: ReactNode
  /** One sentence that says what matters. */
  sentence?: ReactNode
  /** One action, the only mulberry button of the view. */
  action?: ReactNode
  /** The way here, from the top; the page itself is added. */
  trail?: Crumb[]
  children: ReactNode
}

/** The anatomy of every page: title, one sentence, one action, then the content. Sets the document's title. */
export function Page({ title, over, sentence, action, trail, children }: PageProps) {
  useTitle(title)
  return (
    <>
      {trail && <Trail trail={trail} here={title} />}
      <header className="head">
        <div className="grow">
          {over && <div className="sm dim">{over}</div>}
          <h1>{title}</h1>
          {sentence && <p>{sentence}</p>}
        </div>
        {action}
      </header>
      {children}
    </>
  )
}

/** The tab's name; for pages of several panes, which have no `Page`. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Sabai`
  }, [title])
}

function Trail({ trail, here }: { trail: Crumb[]; here: string }) {
  const t = useKernelText()
  return (
    <nav aria-label={t('shell.trail')} className="trail">
      <ol>
        {trail.map(({ page, label }) => (
          <li key={page}>
            <To page={page as '/'}>{label}</To>
            <IconChevronRight size={14} stroke={1.7} aria-hidden />
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  )
}
