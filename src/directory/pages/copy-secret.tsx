import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import './directory.css'

/** Something that is shown once: to be copied now. */
export function CopySecret({ text }: { text: string }) {
  const t = useText(messages)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    // Without https a browser has no clipboard; the text can still be selected.
    await navigator.clipboard?.writeText(text)
    setCopied(true)
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <div className="secret">
      <code>{text}</code>
      <Button variant="default" leftSection={<Icon size={17} stroke={1.7} aria-hidden />} onClick={() => void copy()}>
        {t(copied ? 'copied' : 'copy')}
      </Button>
    </div>
  )
}

/** A link as one can send it: the server gives a path when it does not know its own address. */
export const wholeLink = (link: string) => new URL(link, location.origin).href
