import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

type Sum = { kind: 'amount' | 'gesture'; amount: number; currency: string | null }

/** Money with its currency, gestures by their count. */
export function useAmount() {
  const t = useText(messages)
  const { number } = useFormats()
  return ({ kind, amount, currency }: Sum) =>
    kind === 'amount' ? `${number(amount, Number.isInteger(amount) ? 0 : 2)} ${currency ?? ''}`.trim() : t('gestures', { n: amount })
}
