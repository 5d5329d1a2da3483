import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Item, useList, useSend } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, notice, Page, PageTabs, Signal, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { changeMailbox, listMailboxes, tryMailboxAgain } from '../api.ts'
import messages from '../messages/index.ts'
import { MailboxForm } from './mailbox-form.tsx'

type One = Item<typeof listMailboxes>

/** The addresses that customers write to, and whether they can be read. */
export default function Mailboxes() {
  const t = useText(messages)
  const may = useMay()
  const [open, setOpen] = useState<One | 'new' | null>(null)
  const list = useList(listMailboxes, {})
  const close = () => setOpen(null)
  return (
    <Page
      title={t('mailboxes')}
      sentence={t('mailboxes.why')}
      action={may('mailboxes.change') && <Button onClick={() => setOpen('new')}>{t('add')}</Button>}
    >
      <PageTabs of="/settings" />
      <Card flush>
        <List
          list={list}
          label={t('mailboxes')}
          keyOf={one => one.id}
          empty={<Empty title={t('none')}>{t('none.why')}</Empty>}
          row={one => <Row one={one} change={() => setOpen(one)} />}
        />
      </Card>
      <Dialog open={open !== null} onClose={close} title={t(open === 'new' ? 'add' : 'change')} side>
        {open && <MailboxForm one={open === 'new' ? null : open} onDone={close} />}
      </Dialog>
    </Page>
  )
}

function Row({ one, change }: { one: One; change: () => void }) {
  const t = useText(messages)
  const may = useMay()
  const addressed = ({ address, otherAddresses, host, smtpHost }: One) => {
    const all = [address, ...otherAddresses].join(', ')
    return smtpHost ? t('reads-and-sends', { address: all, host, smtpHost }) : `${all} · ${host}`
  }
  return (
    <div className="stack">
      <div className="row wrap">
        <span className="grow stack">
          <b>{one.name}</b>
          <span className="sm dim">{addressed(one)}</span>
          {one.usual && <span className="sm dim">{t('usual')}</span>}
          {one.teams.length > 0 && <span className="sm dim">{one.teams.map(({ name }) => t('team-of', { name })).join(', ')}</span>}
        </span>
        <State {...one} />
        {may('mailboxes.change') && <Acts one={one} change={change} />}
      </div>
      <Wrong {...one} />
    </div>
  )
}

function State({ pausedAt, problem, readAt }: One) {
  const t = useText(messages)
  if (pausedAt) return <span className="sm soft">{t('state.paused')}</span>
  if (problem) return null
  if (!readAt) return <span className="sm soft">{t('state.new')}</span>
  return (
    <Signal kind="good">
      {t('state.reading')} <Ago at={readAt} />
    </Signal>
  )
}

function Wrong({ problem, problemSaid, sendProblem, sendProblemSaid, pausedAt }: One) {
  const t = useText(messages)
  return (
    <>
      {problem && !pausedAt && <Told text={t(`wrong.${problem}`)} said={problemSaid} />}
      {sendProblem && <Told text={`${t('state.cannot-send')} ${t(`wrong.${sendProblem}`)}`} said={sendProblemSaid} />}
    </>
  )
}

function Told({ text, said }: { text: string; said: string | null }) {
  const t = useText(messages)
  return (
    <div className="row wrap sm">
      <Signal kind="bad">{text}</Signal>
      {said && <span className="dim">{t('said', { said })}</span>}
    </div>
  )
}

function Acts({ one: { id, name, pausedAt }, change }: { one: One; change: () => void }) {
  const t = useText(messages)
  const refresh = [listMailboxes]
  const send = useSend(changeMailbox, { refresh })
  const archive = useSend(changeMailbox, {
    refresh,
    onDone: () => undoable({ text: t('archived', { name }), undo: () => send.mutate({ id, archived: false }) }),
  })
  const test = useSend(tryMailboxAgain, {
    onDone: ({ problem, said, sending }) => {
      const bad = (wrong: string, words: string | null) => notice({ tone: 'bad', text: `${wrong} ${t('said', { said: words ?? '' })}` })
      if (problem) return bad(t(`wrong.${problem}`), said)
      if (sending?.problem) return bad(t('tried.sending', { wrong: t(`wrong.${sending.problem}`) }), sending.said)
      return notice({ tone: 'good', text: t(sending ? 'tried.both' : 'tried.well') })
    },
  })
  const small = { variant: 'subtle', size: 'compact-sm' } as const
  return (
    <span className="row wrap">
      <Button {...small} loading={test.isPending} onClick={() => test.mutate({ id })} aria-label={t('try-of', { name })}>
        {t('try')}
      </Button>
      <Button {...small} onClick={change} aria-label={t('change-of', { name })}>
        {t('change')}
      </Button>
      <Button
        {...small}
        loading={send.isPending}
        onClick={() => send.mutate({ id, paused: !pausedAt })}
        aria-label={t(pausedAt ? 'go-on-of' : 'pause-of', { name })}
      >
        {t(pausedAt ? 'go-on' : 'pause')}
      </Button>
      <Button
        {...small}
        loading={archive.isPending}
        onClick={() => archive.mutate({ id, archived: true })}
        aria-label={t('archive-of', { name })}
      >
        {t('archive')}
      </Button>
    </span>
  )
}
