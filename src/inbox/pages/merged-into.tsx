import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { notice } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, countInbox, listCases, listFeedback, splitCase } from '../api.ts'
import messages from '../messages/index.ts'

const refresh = [listCases, listFeedback, countInbox]

/** The customer's other cases that are not over: one of them may be the same matter. */
export const mergeable = ({ customerKnown }: CaseDetail) =>
  (customerKnown?.cases ?? []).filter(one => one.mayRead && one.state !== 'resolved')

/** Where a merged case is now, and the way back. */
export function MergedInto({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const split = useSend(splitCase, { refresh, onDone: back => notice({ tone: 'good', text: t('split.done', { n: back.number }) }) })
  if (!one.mergedInto) return null
  return (
    <div className="row wrap between standing">
      <To page="/inbox/$id" params={{ id: one.mergedInto.id }}>
        {t('merged', { n: one.mergedInto.number })}
      </To>
      {one.may.split && (
        <Button variant="default" loading={split.isPending} onClick={() => split.mutate({ id: one.id })}>
          {t('split')}
        </Button>
      )}
    </div>
  )
}
