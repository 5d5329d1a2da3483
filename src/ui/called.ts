import { useKernelText } from './text.tsx'

const isId = (name: string) => /^\d{15,}$|^[\da-f]{16,}$|^[\da-f]{8}-[\da-f-]{20,}$/i.test(name)

/** How a customer is called: one whose source gave an id and no name, by the id's end. */
export function useCalled() {
  const t = useKernelText()
  return <Name extends string | null | undefined>(name: Name): Name | string =>
    name && isId(name) ? t('customer.unnamed', { tail: name.slice(-4) }) : name
}
