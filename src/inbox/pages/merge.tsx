import { useSend } from '#ui/api.ts'
import { Dialog, Form, RadioField, Submit, undoable } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, countInbox, listCases, listFeedback, mergeCase, splitCase } from '../api.ts'
import messages from '../messages/index.ts'
import { mergeable } from './merged-into.tsx'

const refresh = [listCases, listFeedback, countInbox]

/** Which of the customer's other cases this one belongs to. */
export function MergeDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const t = useText(messages)
  const send = useMerge(one)
  const others = mergeable(one)
  const options = others.map(({ id, number, words }) => ({
    value: id,
    label: [t('number', { n: number }), words].filter(Boolean).join(' · '),
  }))
  return (
    <Dialog open onClose={onClose} title={t('merge.title')}>
      <p className="soft">{t('merge.why')}</p>
      <Form
        schema={mergeCase.input}
        start={{ into: others[0]?.id ?? '' }}
        send={send}
        input={{ id: one.id }}
        onDone={onClose}
        label={t('merge.title')}
      >
        <RadioField name="into" label={t('merge.into')} options={options} />
        <div className="row end">
          <Submit>{t('merge')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}

/** Then the case that it became part of is what one reads. */
function useMerge({ id, number }: CaseDetail) {
  const t = useText(messages)
  const go = useGo()
  const split = useSend(splitCase, { refresh })
  return useSend(mergeCase, {
    refresh,
    onDone: into => {
      undoable({ text: t('merge.done', { n: number, into: into.number }), undo: () => split.mutate({ id }) })
      void go('/inbox/$id', { params: { id: into.id } })
    },
  })
}
