import { Button } from '@mantine/core'
import { listMembers } from '#directory/api.ts'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Card, Choice, Empty, List } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { decideHandler, listHandlers } from '../api.ts'
import { countDoubts } from '../doubt-api.ts'
import messages from '../messages/index.ts'

/** What sources call those who handle contacts: each is a member, or nobody of ours. Until then figures show the name itself. */
export function Names() {
  const t = useText(messages)
  const { unknownNames } = useAsk(countDoubts, {})
  const list = useList(listHandlers, {})
  return (
    <Card flush>
      <div className="pad">
        <h2>{t('names')}</h2>
        <p className="sm soft">{t('names.why', { n: unknownNames })}</p>
      </div>
      <List
        list={list}
        label={t('names')}
        keyOf={one => one.id}
        empty={<Empty title={t('names.none')}>{t('names.none.why')}</Empty>}
        row={one => (
          <div className="doubt-name">
            <div>
              <b dir="auto">{one.name}</b>
              <p className="sm dim">{one.source}</p>
            </div>
            <Member one={one} />
          </div>
        )}
      />
    </Card>
  )
}

/** One of those who are called so, anybody else, or nobody of ours: everything under the name is theirs at once. */
function Member({ one: { id, name, member, decided, candidates } }: { one: Item<typeof listHandlers> }) {
  const t = useText(messages)
  const send = useSend(decideHandler, { refresh: [listHandlers, countDoubts] })
  const decide = (memberId: string | null) => send.mutate({ id, memberId })
  const button = { variant: 'default', size: 'compact-sm', loading: send.isPending } as const
  return (
    <div className="stack">
      {candidates.length > 0 && (
        <div className="row wrap sm">
          <span className="soft">{t('names.perhaps', { n: candidates.length })}</span>
          {candidates.map(one => (
            <Button key={one.id} {...button} onClick={() => decide(one.id)} aria-label={t('names.is', { name, member: nameOf(one) })}>
              {nameOf(one)}
            </Button>
          ))}
        </div>
      )}
      <div className="row wrap">
        <Choice
          from={listMembers}
          option={one => ({ value: one.id, label: one.name })}
          label={t('member.of', { name })}
          value={member?.id ?? null}
          {...(member ? { chosen: member.name } : {})}
          onChange={decide}
          clearable
          hideLabel
        />
        {!member &&
          (decided ? (
            <span className="sm dim">{t('names.nobody')}</span>
          ) : (
            <Button {...button} onClick={() => decide(null)} aria-label={t('names.is', { name, member: t('names.nobody') })}>
              {t('names.nobody')}
            </Button>
          ))}
      </div>
    </div>
  )
}

/** Two of one name are told apart by their address. */
const nameOf = ({ name, about }: { name: string; about: string | null }) => (about ? `${name} (${about})` : name)
