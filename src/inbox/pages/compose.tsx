import { Button, SegmentedControl } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, lazy, type ReactNode, Suspense } from 'react'
import { useSend } from '#ui/api.ts'
import { notice, useCalled, useMay } from '#ui/index.ts'
import { Slot } from '#ui/slot.tsx'
import { problemText, useText } from '#ui/text.tsx'
import { addNote, type CaseDetail, countInbox, listCases, replyToCase } from '../api.ts'
import messages from '../messages/index.ts'
import { type Draft, useDraft } from './draft.ts'
import { languageName } from './words.ts'

const AddressForm = lazy(() => import('./address.tsx'))

export type Writing = 'reply' | 'note'

type ComposeProps = { one: CaseDetail; draft: Draft; writing: Writing; write: (writing: Writing) => void; resolve: () => void }

/** Where one writes: to the customer, or for ourselves. */
export function Compose({ one, draft, writing, write, resolve }: ComposeProps) {
  const t = useText(messages)
  const mayNote = useMay()('inbox.note')
  const kinds = [...(one.may.reply ? (['reply'] as const) : []), ...(mayNote ? (['note'] as const) : [])]
  const [first] = kinds
  if (!first || one.mergedInto) return null
  const now = kinds.includes(writing as never) ? writing : first
  return (
    <section className="compose no-print" aria-label={t('write')}>
      <div className="row between wrap compose-top">
        {kinds.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('write.as')}
            value={now}
            data={kinds.map(value => ({ value, label: t(value) }))}
            onChange={value => write(value as Writing)}
          />
        )}
        <span className="xs dim clip">{now === 'note' ? t('note.hint') : one.reply.to && t('reply.to', { address: one.reply.to })}</span>
      </div>
      {now === 'reply' ? <Reply one={one} draft={draft} resolve={resolve} /> : <NewNote id={one.id} />}
    </section>
  )
}

/** The reply's words stay until it has gone out; without an address one is added right here. */
function Reply({ one, draft, resolve }: Pick<ComposeProps, 'one' | 'draft' | 'resolve'>) {
  const { text, keep, way } = draft
  const t = useText(messages)
  const called = useCalled()
  const send = useSend((way?.endpoint ?? replyToCase) as typeof replyToCase, {
    refresh: [listCases, countInbox],
    onDone: () => {
      keep('')
      way?.sent()
      notice({ tone: 'good', text: t('sent') })
    },
    onFail: () => {},
  })
  const ready = text.trim() !== '' && one.reply.to !== null
  const name = called(one.customer?.name ?? one.author)
  return (
    <>
      <Suspense fallback={null}>{one.reply.to === null && <AddressForm one={one} />}</Suspense>
      <Box
        label={t('reply')}
        text={text}
        keep={keep}
        language={one.reply.language}
        placeholder={name ? t('reply.placeholder', { name }) : t('reply.placeholder-nobody')}
        hint={one.reply.to === null && text ? t('address.first') : undefined}
        failure={send.error && !send.isPending ? [t('send.failed'), problemText(send.error)] : undefined}
        onSend={() => ready && send.mutate({ id: one.id, text, ...way?.beside })}
        tools={<Slot of="case.write" one={one} draft={draft} />}
      >
        {one.may.resolve && (
          <Button variant="default" disabled={!ready} onClick={resolve}>
            {t('send-resolve')}
          </Button>
        )}
        <Button type="submit" disabled={!ready} loading={send.isPending}>
          {t('send')}
        </Button>
      </Box>
      {one.language !== 'und' && <p className="xs dim compose-foot">{t('reply.language', { language: languageName(one.language) })}</p>}
    </>
  )
}

function NewNote({ id }: { id: string }) {
  const t = useText(messages)
  const { text, keep } = useDraft(`note-${id}`)
  const send = useSend(addNote, { refresh: [listCases], onDone: () => keep(''), onFail: () => {} })
  return (
    <Box
      label={t('note')}
      text={text}
      keep={keep}
      placeholder={t('note.placeholder')}
      failure={send.error && !send.isPending ? [t('note.failed'), problemText(send.error)] : undefined}
      onSend={() => text.trim() && send.mutate({ id, text })}
      tools={<Slot of="case.note" caseId={id} text={text} keep={keep} />}
      note
    >
      <Button type="submit" variant="default" disabled={!text.trim()} loading={send.isPending}>
        {t('note.add')}
      </Button>
    </Box>
  )
}

type BoxProps = {
  label: string
  text: string
  keep: (text: string) => void
  language?: string
  placeholder: string
  hint?: string | undefined
  failure?: [string, string] | undefined
  onSend: () => void
  note?: boolean
  /** What stands between the words and the buttons. */
  tools?: ReactNode
  children: ReactNode
}

function Box({ label, text, keep, language, placeholder, hint, failure, onSend, note, tools, children }: BoxProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend()
  }
  return (
    <form className={note ? 'box note' : 'box'} onSubmit={submit} aria-label={label}>
      <textarea
        aria-label={label}
        lang={language && language !== 'und' ? language : undefined}
        dir="auto"
        rows={2}
        value={text}
        placeholder={placeholder}
        onChange={event => keep(event.currentTarget.value)}
        onKeyDown={press}
      />
      {failure && (
        <div role="alert" className="box-failed sm">
          <b className="b">{failure[0]}</b> {failure[1]}
        </div>
      )}
      {tools}
      <div className="row between wrap">
        <span className="xs dim grow">{hint}</span>
        <div className="row wrap end">{children}</div>
      </div>
    </form>
  )
}
