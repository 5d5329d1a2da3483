import { Alert, Button, type ButtonProps } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react'
import type { z } from 'zod'
import type { Failure } from './failure.ts'
import { reasonsOf } from './fields.ts'
import { fieldText, useKernelText } from './text.tsx'

type Values = Record<string, unknown>
type Sent = { isPending: boolean; error: Failure | null; mutateAsync: (input: never) => Promise<unknown> }

type Shared = { form: UseFormReturnType<Values>; sending: boolean }
const FormContext = createContext<Shared | null>(null)

/** The form around a field; fields of one's own use it with `form.getInputProps(name)`. */
export function useFormHere(): Shared {
  const shared = use(FormContext)
  if (!shared) throw new Error('A field needs a <Form> around it')
  return shared
}

type FormProps<V extends Values> = {
  /** The endpoint's zod input (or a part of it): the same rule as on the server. */
  schema: z.ZodType
  start: V
  /** From `useSend`; its field problems come to stand beside their fields. */
  send: Sent
  /** Input of the endpoint that is no field (an id); or how the values become the input. */
  input?: ((values: V) => unknown) | Values
  /** Names the draft in this browser tab: nothing typed is lost by a reload, a crash or a sign-out. */
  keep?: string
  onDone?: () => unknown
  children: ReactNode
  label?: string
  /** Ctrl/Cmd + Enter sends, also from a text area. */
  className?: string
}

/** `<Form schema={addCustomer.input} start={{ name: '' }} send={send} keep="customer">` with fields and a `<Submit>` inside. */
export function Form<V extends Values>({ schema, start, send, input, keep, onDone, children, label, className = 'form' }: FormProps<V>) {
  const draft = useMemo(() => (keep ? readDraft(keep) : {}), [keep])
  const toInput = (values: Values) => (typeof input === 'function' ? input(values as V) : { ...dropEmpty(values), ...input })
  const form = useForm<Values>({
    initialValues: { ...start, ...draft },
    validate: values => texts(reasonsOf(schema, toInput(values)), values),
    onValuesChange: values => keep && writeDraft(keep, values),
  })
  const submit = form.onSubmit(
    async values => {
      try {
        await send.mutateAsync(toInput(values) as never)
      } catch {
        return
      }
      if (keep) sessionStorage.removeItem(draftKey(keep))
      form.resetDirty()
      await onDone?.()
    },
    errors => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  )
  useServerFields(form, send.error)
  const shared = useMemo(() => ({ form, sending: send.isPending }), [form, send.isPending])
  return (
    <FormContext value={shared}>
      <form onSubmit={submit} noValidate aria-label={label} className={className}>
        {children}
        <Leftover form={form} />
      </form>
    </FormContext>
  )
}

const draftKey = (keep: string) => `draft:${location.pathname.split('/')[1]}:${keep}`

function readDraft(keep: string): Values {
  try {
    return JSON.parse(sessionStorage.getItem(draftKey(keep)) ?? '{}') as Values
  } catch {
    return {}
  }
}

/** Passwords are never written down. */
function writeDraft(keep: string, values: Values) {
  const kept = Object.entries(values).filter(([name]) => !/password|secret|code/i.test(name))
  sessionStorage.setItem(draftKey(keep), JSON.stringify(Object.fromEntries(kept)))
}

/** An empty optional field is an absent one. */
const dropEmpty = (values: Values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null))

const texts = (reasons: Record<string, { code: string; facts: Record<string, string | number> }>, values: Values) =>
  Object.fromEntries(Object.entries(reasons).map(([path, reason]) => [path in values ? path : path || 'form', fieldText(reason)]))

function useServerFields(form: UseFormReturnType<Values>, failure: Failure | null) {
  const set = form.setErrors
  useEffect(() => {
    if (failure?.fields.length) set(Object.fromEntries(failure.fields.map(one => [one.field, fieldText(one)])))
  }, [failure, set])
}

/** What was refused without a field to stand beside. */
function Leftover({ form }: { form: UseFormReturnType<Values> }) {
  const t = useKernelText()
  const left = Object.entries(form.errors).filter(([path]) => !form.getInputNode(path))
  if (left.length === 0) return null
  return (
    <Alert role="alert" className="alert bad" title={t('form.wrong')}>
      {left.map(([path, text]) => (
        <p key={path}>{text}</p>
      ))}
    </Alert>
  )
}

/** Sends the form around it. */
export function Submit({ children, ...rest }: ButtonProps & { children: ReactNode }) {
  const { sending } = useFormHere()
  return (
    <Button type="submit" loading={sending} {...rest}>
      {children}
    </Button>
  )
}
