import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

type CopyProps = { text: string; label: string; many?: boolean; children?: ReactNode }

/** Something to take along: seen whole, and copied with one press. */
export function Copy({ text, label, many, children }: CopyProps) {
  const t = useText(messages)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    // Without https a browser has no clipboard; the text can still be selected.
    await navigator.clipboard?.writeText(text)
    setCopied(true)
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <div className="copy-line">
      {many ? (
        <textarea readOnly rows={4} value={text} aria-label={label} spellCheck={false} onFocus={event => event.target.select()} />
      ) : (
        <input readOnly value={text} aria-label={label} onFocus={event => event.target.select()} />
      )}
      <Button variant="default" leftSection={<Icon size={17} stroke={1.7} aria-hidden />} onClick={() => void copy()}>
        {t(copied ? 'copied' : 'copy-text')}
      </Button>
      {children}
    </div>
  )
}
