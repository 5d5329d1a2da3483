import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/api.ts'
import { useText } from '#ui/text.tsx'
import { whoMayBeNamed } from '../api.ts'
import messages from '../messages/index.ts'
import './conversation.css'

type NamingProps = { caseId: string; text: string; keep: (text: string) => void }

/** Behind an `@` at the end of a note: who may be named. */
export default function Naming({ caseId, text, keep }: NamingProps) {
  const t = useText(messages)
  const typed = /@([^@\n]{0,30})$/.exec(text)?.[1]
  const { data } = useQuery({
    ...ask(whoMayBeNamed, { id: caseId, q: typed ?? '' }),
    enabled: typed !== undefined,
    placeholderData: before => before,
  })
  if (typed === undefined || !data || data.length === 0 || data.some(one => typed.startsWith(one.name))) return null
  return (
    <fieldset className="row wrap naming" aria-label={t('name-somebody')}>
      {data.map(({ id, name }) => (
        <Button key={id} size="compact-sm" variant="default" onClick={() => keep(`${text.slice(0, text.length - typed.length)}${name} `)}>
          {name}
        </Button>
      ))}
    </fieldset>
  )
}
