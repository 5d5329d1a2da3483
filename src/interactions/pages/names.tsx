import { listMembers } from '#directory/api.ts'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Card, Choice, Empty, Table } from '#ui/index.ts'
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
      <Table
        list={list}
        label={t('names')}
        keyOf={one => one.id}
        empty={<Empty title={t('names.none')}>{t('names.none.why')}</Empty>}
        columns={[
          { key: 'name', head: t('name'), cell: one => <b dir="auto">{one.name}</b>, wide: true },
          { key: 'source', head: t('source'), cell: one => one.source },
          { key: 'member', head: t('member'), cell: one => <Member one={one} />, wide: true },
        ]}
      />
    </Card>
  )
}

function Member({ one: { id, name, member } }: { one: Item<typeof listHandlers> }) {
  const t = useText(messages)
  const send = useSend(decideHandler, { refresh: [listHandlers, countDoubts] })
  return (
    <Choice
      from={listMembers}
      option={one => ({ value: one.id, label: one.name })}
      label={t('member.of', { name })}
      value={member?.id ?? null}
      {...(member ? { chosen: member.name } : {})}
      onChange={memberId => send.mutate({ id, memberId })}
      clearable
      hideLabel
    />
  )
}
