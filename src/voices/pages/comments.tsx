import { Button } from '@mantine/core'
import { useState } from 'react'
import { listMembers } from '#directory/api.ts'
import { useList, useSend } from '#ui/api.ts'
import { Choice } from '#ui/choice.tsx'
import { Ago, AreaField, Form, List, Submit, undoable, useFormHere, useMay, Who } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addComment, listComments, listVoices, praise, removeComment, type Voice } from '../api.ts'
import messages from '../messages/index.ts'

const refresh = [listComments, listVoices]

/** What colleagues said about a voice, in the open. */
export default function Comments({ voice }: { voice: Voice }) {
  const t = useText(messages)
  const list = useList(listComments, { id: voice.id })
  const send = useSend(addComment, { refresh })
  const [sent, setSent] = useState(0)
  return (
    <div className="comments">
      <List
        list={list}
        label={t('comments.list')}
        keyOf={one => one.id}
        className="comment-rows"
        empty={<p className="sm dim">{t('comments.none')}</p>}
        row={one => <One comment={one} voiceId={voice.id} />}
      />
      <Form
        key={sent}
        schema={addComment.input}
        start={{ text: '' }}
        send={send}
        input={{ id: voice.id }}
        keep={`comment-${voice.id}`}
        onDone={() => setSent(sent + 1)}
        label={t('comment')}
      >
        <AreaField name="text" label={t('comment')} hint={t('comment.hint')} rows={2} />
        <Mention />
        <div className="row end">
          <Submit>{t('comment.send')}</Submit>
        </div>
      </Form>
      <PraiseWhom voice={voice} />
    </div>
  )
}

type Comment = { id: string; by: { name: string }; at: Date; text: string; removed: boolean; mine: boolean }

function One({ comment: { id, by, at, text, removed, mine }, voiceId }: { comment: Comment; voiceId: string }) {
  const t = useText(messages)
  const back = useSend(removeComment, { refresh })
  const remove = useSend(removeComment, {
    refresh,
    onDone: () => undoable({ text: t('comment.removed'), undo: () => back.mutate({ id: voiceId, commentId: id, removed: false }) }),
  })
  return (
    <article className="row comment">
      <Who name={by.name} kind="member" size="small" />
      <div className="grow sm">
        <b>{by.name}</b>{' '}
        <span className="xs dim">
          <Ago at={at} />
        </span>
        <p dir="auto">{removed ? <span className="dim">{t('comment.removed')}</span> : text}</p>
      </div>
      {mine && !removed && (
        <Button variant="subtle" size="compact-sm" onClick={() => remove.mutate({ id: voiceId, commentId: id, removed: true })}>
          {t('comment.remove')}
        </Button>
      )}
    </article>
  )
}

/** Puts @ and the whole name behind what is written. */
function Mention() {
  const t = useText(messages)
  const { form } = useFormHere()
  return (
    <Choice
      from={listMembers}
      option={({ id, name }) => ({ value: id, label: name })}
      label={t('mention')}
      hideLabel
      value={null}
      onChange={(_, member) =>
        member && form.setFieldValue('text', `${String(form.getValues().text ?? '').trimEnd()} @${member.name} `.trimStart())
      }
    />
  )
}

function PraiseWhom({ voice }: { voice: Voice }) {
  const t = useText(messages)
  const may = useMay()('voices.praise')
  const send = useSend(praise, { refresh: [listVoices] })
  if (!may || voice.score?.mood !== 'good') return null
  return (
    <Choice
      from={listMembers}
      option={({ id, name }) => ({ value: id, label: name })}
      label={t('praise')}
      value={null}
      onChange={memberId => memberId && send.mutate({ id: voice.id, memberId })}
    />
  )
}
