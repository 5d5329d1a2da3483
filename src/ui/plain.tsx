import type { ReactNode } from 'react'
import { useTitle } from './anatomy.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Hem, Mark } from './parts.tsx'

type PlainProps = { title: string; sentence?: ReactNode; children: ReactNode; wide?: boolean }

/** A page without the shell, for `bare` ones: sign-in, invitation, first run. The languages stand below, each in its own name. */
export function Plain({ title, sentence, children, wide }: PlainProps) {
  useTitle(title)
  return (
    <main id="main" className={wide ? 'plain wide' : 'plain'} tabIndex={-1}>
      <Hem />
      <div className="row plain-mark">
        <Mark size={34} />
        <b>sabai</b>
      </div>
      <h1>{title}</h1>
      {sentence && <p className="soft">{sentence}</p>}
      {children}
      <LanguageSwitch />
    </main>
  )
}
