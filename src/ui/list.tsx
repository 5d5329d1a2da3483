import { Button, CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Listed } from './api.ts'
import { useShortcut } from './keys.tsx'
import { Empty, Failed, Loading } from './states.tsx'
import { useKernelText } from './text.tsx'

type Around<T> = {
  list: Listed<T>
  /** What the list is called, for screen readers. */
  label: string
  keyOf: (one: T) => string
  /** Shown when there is nothing at all; without it "No results". */
  empty?: ReactNode
  /** Search box, filters: above the rows, there in every state. */
  tools?: ReactNode
}

type ListProps<T> = Around<T> & { row: (one: T) => ReactNode; className?: string }

/** Rows by cursor with all their states: stitches, nothing, failed, more. j and k walk through them, Enter opens (the row's first link). */
export function List<T>({ list, label, keyOf, row, empty, tools, className = 'rows' }: ListProps<T>) {
  return (
    <div className="list-of">
      {tools && <div className="tools">{tools}</div>}
      <States list={list} empty={empty}>
        <Rows label={label} className={className}>
          {list.items.map(one => (
            <li key={keyOf(one)}>{row(one)}</li>
          ))}
        </Rows>
      </States>
    </div>
  )
}

function Rows({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  const box = useWalk()
  return (
    <ul className={className} aria-label={label} ref={box}>
      {children}
    </ul>
  )
}

function States<T>({ list, empty, children }: { list: Listed<T>; empty: ReactNode; children: ReactNode }) {
  const t = useKernelText()
  if (list.failure) return <Failed error={list.failure} again={list.again} />
  if (list.waiting) return <Loading rows={6} />
  if (list.items.length === 0) return <>{empty ?? <Empty title={t('state.none')} />}</>
  return (
    <>
      {children}
      {list.more && (
        <div className="more no-print">
          <Button variant="default" loading={list.loadingMore} onClick={list.more}>
            {t('button.more')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Moves the focus over the rows' first links or buttons. */
function useWalk() {
  const t = useKernelText()
  const box = useRef<HTMLUListElement>(null)
  const walk = (step: 1 | -1) => {
    const stops = [...(box.current?.children ?? [])].map(row => row.querySelector<HTMLElement>('a, button')).filter(stop => stop !== null)
    const focused = stops.findIndex(stop => stop.closest('li')?.contains(document.activeElement))
    const at = focused < 0 ? stops.findIndex(stop => stop.getAttribute('aria-current') === 'true') : focused
    const next = stops[at < 0 ? 0 : Math.min(stops.length - 1, Math.max(0, at + step))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut('j', t('keys.next'), () => walk(1))
  useShortcut('k', t('keys.before'), () => walk(-1))
  return box
}

type SearchProps = { value: string; onChange: (value: string) => void; label: string }

/** Searches when the typing rests for 300 ms; `/` goes to it. Keep the value in the address (`setSearch({ q })`). */
export function SearchBox({ value, onChange, label }: SearchProps) {
  const t = useKernelText()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const change = useRef(onChange)
  useEffect(() => {
    change.current = onChange
  })
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => change.current(typed), 300)
    return () => clearTimeout(timer)
  }, [typed, value])
  useShortcut('/', t('keys.search'), () => box.current?.focus())
  return (
    <TextInput
      ref={box}
      type="search"
      className="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={event => setTyped(event.currentTarget.value)}
      leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
      rightSection={typed && <CloseButton aria-label={t('button.clear')} onClick={() => setTyped('')} />}
    />
  )
}

export type Column<T> = { key: string; head: string; cell: (one: T) => ReactNode; num?: boolean; wide?: boolean }

type TableProps<T> = Around<T> & { columns: Column<T>[] }

/** A dense table of the same lists; it scrolls inside its card. The first cell names the row. */
export function Table<T>({ list, label, keyOf, columns, empty, tools }: TableProps<T>) {
  return (
    <div className="list-of">
      {tools && <div className="tools">{tools}</div>}
      <States list={list} empty={empty}>
        <Grid rows={list.items} label={label} keyOf={keyOf} columns={columns} />
      </States>
    </div>
  )
}

/** The bare table, for rows that are already here. */
export function Grid<T>({
  rows,
  label,
  keyOf,
  columns,
}: {
  rows: readonly T[]
  label: string
  keyOf: (one: T) => string
  columns: Column<T>[]
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className="tw" tabIndex={0} aria-label={label}>
      <table className="t">
        <thead>
          <tr>
            {columns.map(({ key, head, num }) => (
              <th key={key} scope="col" className={num ? 'r' : ''}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(one => (
            <tr key={keyOf(one)}>
              {columns.map(({ key, cell, num, wide }) => (
                <td key={key} className={`${num ? 'r num' : ''} ${wide ? 'wide' : ''}`}>
                  {cell(one)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A list that is already here, for `List` and `Table`. */
export const listed = <T,>(items: T[]): Listed<T> => ({
  items,
  waiting: false,
  failure: null,
  again: () => {},
  more: null,
  loadingMore: false,
})
