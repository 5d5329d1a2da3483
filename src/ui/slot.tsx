import { type ComponentType, lazy, Suspense } from 'react'
import { withWords } from './text.tsx'

type Props = Record<string, unknown>
const filled = new Map<string, ComponentType<Props>[]>()

/**
 * A slice puts something of its own on a page of a slice above it, which knows nothing of it: `fillSlot('case', 'actions', () => import('./whys.tsx'))`
 * in its `pages/index.ts`. What fills a slot is loaded with the first page that has it, its words before its first picture: a part that waits for
 * words and then for an answer is more than React can go on with (its error 467).
 */
export function fillSlot<P extends object>(of: string, slice: string, load: () => Promise<{ default: ComponentType<P> }>): void {
  const one = lazy(() => withWords(slice, load)) as unknown as ComponentType<Props>
  filled.set(of, [...(filled.get(of) ?? []), one])
}

/** The place itself: `<Slot of="case" caseId={id} />` gives everything in it the same properties. */
export function Slot({ of, ...props }: { of: string } & Props) {
  return (filled.get(of) ?? []).map((One, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what fills a slot never changes its place
    <Suspense key={at} fallback={null}>
      <One {...props} />
    </Suspense>
  ))
}
