import type { Endpoint } from '#kernel/endpoint.ts'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import { AreaField, Autocomplete, Dialog, Form, Signal, Submit, undoable, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, countInbox, listCases, listCauses, replyToCase, resolveCase, unresolveCase } from '../api.ts'
import messages from '../messages/index.ts'
import type { Draft } from './draft.ts'

type ResolveProps = {
  one: CaseDetail
  onClose: () => void
  /** What the reply's box holds: send it, too. */
  reply?: Draft
}
type Cause = Out<typeof listCauses>[number]
type Values = { cause: string; done: string }

/** Why it happened and what was done: a known cause of the topic, or a new one by its name. */
export function ResolveDialog({ one, onClose, reply }: ResolveProps) {
  const t = useText(messages)
  const causes = useAsk(listCauses, {})
  const sending = useSending(reply)
  const input = (values: Values) => {
    const resolution = { ...causeOf(values.cause, causes), done: values.done }
    return reply ? { id: one.id, text: reply.text, ...reply.way?.beside, resolve: resolution } : { id: one.id, ...resolution }
  }
  return (
    <Dialog open onClose={onClose} title={t('resolve.title')}>
      {!reply && one.state === 'open' && <Signal kind="bad">{t('resolve.unanswered')}</Signal>}
      <Form
        schema={reply ? (reply.way ? heldWith(reply.way.endpoint) : withReply) : alone}
        start={{ cause: one.cause?.name ?? '', done: '' } satisfies Values}
        send={sending}
        input={input}
        keep={`resolve-${one.id}`}
        onDone={onClose}
        label={t('resolve.title')}
      >
        <CauseField causes={causes} topicId={one.topic?.id} />
        <AreaField name="done" label={t('resolve.done')} hint={t('resolve.done-hint')} />
        <div className="row end">
          <Submit>{t(reply ? 'send-resolve' : 'resolve')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}

type Resolution = { causeId?: string | undefined; causeName?: string | undefined } | undefined
const named = (resolution: Resolution) => Boolean(resolution?.causeId ?? resolution?.causeName)
const missing = { path: ['cause'], message: 'required' }
/** The server wants a cause; here its field is called `cause`. */
const alone = resolveCase.input.refine(named, missing)
const withReply = replyToCase.input.refine(({ resolve }) => named(resolve), missing)
const heldWith = (endpoint: Endpoint) => (endpoint.input as typeof replyToCase.input).refine(({ resolve }) => named(resolve), missing)

/** Resolving can be undone; a mail that went out cannot, so only the resolving is. */
function useSending(draft: Draft | undefined) {
  const t = useText(messages)
  const refresh = [listCases, countInbox, listCauses]
  const undo = useSend(unresolveCase, { refresh })
  const onDone = ({ id }: { id: string }) => {
    draft?.keep('')
    undoable({ text: t(draft ? 'sent-resolved' : 'resolved-now'), undo: () => undo.mutate({ id }) })
  }
  const resolve = useSend(resolveCase, { refresh, onDone })
  const way = draft?.way
  // What can be taken back before it goes says so itself.
  const onHeld = () => {
    draft?.keep('')
    way?.sent()
  }
  const reply = useSend((way?.endpoint ?? replyToCase) as typeof replyToCase, { refresh, onDone: way ? onHeld : onDone })
  return draft ? reply : resolve
}

const same = (a: string, b: string) => a.trim().localeCompare(b.trim(), undefined, { sensitivity: 'accent' }) === 0

function causeOf(name: string, causes: readonly Cause[]): { causeId?: string; causeName?: string } {
  const known = causes.find(one => same(one.name, name))
  if (known) return { causeId: known.id }
  return name.trim() ? { causeName: name.trim() } : {}
}

function CauseField({ causes, topicId }: { causes: readonly Cause[]; topicId: string | undefined }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const mine = causes.filter(one => topicId && one.topic?.id === topicId).map(one => one.name)
  const others = causes.map(one => one.name).filter(name => !mine.includes(name))
  const groups = [
    { group: t('resolve.of-topic'), items: mine },
    { group: t('resolve.others'), items: others },
  ].filter(({ items }) => items.length > 0)
  const typed = String(form.getValues().cause ?? '')
  const isNew = typed.trim() !== '' && !causes.some(one => same(one.name, typed))
  return (
    <div>
      <Autocomplete
        {...form.getInputProps('cause')}
        data-path="cause"
        name="cause"
        label={t('resolve.cause')}
        withAsterisk
        aria-required
        description={t('resolve.cause-hint')}
        data={groups.length > 1 ? groups : [...new Set([...mine, ...others])]}
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        maxDropdownHeight={220}
        limit={50}
        openOnFocus={false}
        autoComplete="off"
        maxLength={200}
        classNames={{ input: 'field', label: 'field-label', description: 'field-hint', error: 'field-error' }}
        data-autofocus
      />
      <p className="xs dim" role="status">
        {isNew && t('resolve.new')}
      </p>
    </div>
  )
}
