import { type ComponentType, Suspense } from 'react'

type Props = Record<string, unknown>
const filled = new Map<string, ComponentType<Props>[]>()

/**
 * A slice puts something of its own on a page of a slice above it, which knows nothing of it: `fillSlot('case', lazy(() => import('./whys.tsx')))` in its
 * `pages/index.ts`. What fills a slot is loaded with the first page that has it.
 */
export function fillSlot<P extends object>(of: string, one: ComponentType<P>): void {
  filled.set(of, [...(filled.get(of) ?? []), one as ComponentType<Props>])
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
