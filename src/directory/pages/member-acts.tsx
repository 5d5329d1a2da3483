import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Out, useSend } from '#ui/api.ts'
import { Ago, Card, confirm, DayInput, Dialog, notice, undoable, useMay, useMe } from '#ui/index.ts'
import { fieldText, useText } from '#ui/text.tsx'
import { endMember, inviteMember, listMembers, listTeams, readMember, reinstateMember, revokeInvitation, setAvailability } from '../api.ts'
import messages from '../messages/index.ts'
import { Invited } from './add-member.tsx'

type Member = Out<typeof readMember>
const refresh = [readMember, listMembers, listTeams]

/** What one may do with this member, beside who they are. */
export function MemberActs({ member }: { member: Member }) {
  const may = useMay()('directory.people')
  const { workspace } = useMe()
  const mine = workspace?.memberId === member.id
  return (
    <Card className="form">
      {member.state === 'active' && (may || mine || workspace?.role === 'manager') && <Availability {...member} />}
      {may && member.state !== 'active' && member.state !== 'ended' && <Inviting {...member} />}
      {may && <Leaving {...member} />}
    </Card>
  )
}

function Availability({ id, available, awayUntil }: Member) {
  const t = useText(messages)
  const send = useSend(setAvailability, { refresh })
  const [asking, setAsking] = useState(false)
  const [day, setDay] = useState('')
  const until = day ? new Date(`${day}T23:59:59`) : null
  const wrong = until !== null && Number.isNaN(until.getTime())
  const away = async () => {
    await send.mutateAsync({ id, available: false, awayUntil: until })
    setAsking(false)
    undoable({ text: t('away.done'), undo: () => send.mutate({ id, available, awayUntil }) })
  }
  if (!available)
    return (
      <Button variant="default" loading={send.isPending} onClick={() => send.mutate({ id, available: true })}>
        {t('back')}
      </Button>
    )
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('away')}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('away')}>
        <p>{t('away.why')}</p>
        <DayInput
          label={t('away.until')}
          hint={t('away.hint')}
          value={day}
          onChange={setDay}
          error={wrong ? fieldText({ code: 'date' }) : undefined}
        />
        <div className="row end">
          <Button disabled={wrong} loading={send.isPending} onClick={() => void away()}>
            {t('away.button')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}

function Inviting({ id, name, invitation }: Member) {
  const t = useText(messages)
  const [link, setLink] = useState<string | null>(null)
  const invite = useSend(inviteMember, { refresh, onDone: made => setLink(made.link) })
  const revoke = useSend(revokeInvitation, { refresh })
  const ask = async () => {
    if (await confirm({ title: t('revoke.title', { name }), text: t('revoke.why'), button: t('revoke'), danger: true }))
      revoke.mutate({ id })
  }
  return (
    <>
      {invitation && (
        <p className="sm dim">
          {t(invitation.expired ? 'invited.expired' : 'invited.open')} <Ago at={invitation.createdAt} />
        </p>
      )}
      <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate({ id })}>
        {t(invitation ? 'invite.again' : 'invite')}
      </Button>
      {invitation && !invitation.expired && (
        <Button variant="subtle" loading={revoke.isPending} onClick={() => void ask()}>
          {t('revoke')}
        </Button>
      )}
      <Dialog open={link !== null} onClose={() => setLink(null)} title={t('invited')}>
        <Invited link={link ?? ''} onClose={() => setLink(null)} />
      </Dialog>
    </>
  )
}

function Leaving({ id, name, state }: Member) {
  const t = useText(messages)
  const back = useSend(reinstateMember, { refresh })
  const end = useSend(endMember, { refresh })
  const leave = async () => {
    if (!(await confirm({ title: t('end.title', { name }), text: t('end.why'), button: t('end.button', { name }), danger: true }))) return
    await end.mutateAsync({ id })
    undoable({ text: t('end.done', { name }), undo: () => back.mutate({ id }) })
  }
  const takeBack = async () => {
    await back.mutateAsync({ id })
    notice({ tone: 'good', text: t('reinstated', { name }) })
  }
  if (state === 'ended')
    return (
      <Button variant="default" loading={back.isPending} onClick={() => void takeBack()}>
        {t('reinstate')}
      </Button>
    )
  return (
    <Button variant="subtle" loading={end.isPending} onClick={() => void leave().catch(() => {})}>
      {t('end')}
    </Button>
  )
}
