import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconDownload } from '@tabler/icons-react'
import type { Endpoint } from '#kernel/endpoint.ts'
import { type In, useSend } from '#ui/api.ts'
import { saveFile } from '#ui/files.ts'
import { confirm, Dock } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { cancelImport, checkImport, discardImport, downloadRefused, type ImportDetail, listImports, runImport, undoImport } from '../api.ts'
import messages from '../messages/index.ts'
import { Bar } from './bar.tsx'

/** How many rows are ready and how many refused, and what can be done now. */
export function ImportDock({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  return (
    <Dock label={t('dock')}>
      <Counts one={one} />
      <Actions one={one} />
    </Dock>
  )
}

function Counts({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const { number } = useFormats()
  if (one.state === 'draft') return <LeftOut one={one} />
  const total = Math.max(one.rowsGuessed ?? 0, one.read)
  const taken = one.read - one.refused
  const words =
    one.state === 'ready' || one.state === 'checking'
      ? t('count.ready', { n: number(taken) })
      : t('count.in', { n: number(one.added + one.changed) })
  const refused = t('count.refused', { n: number(one.refused) })
  const done = one.state === 'done' || one.state === 'ready'
  return (
    <div className="grow dock-counts">
      <Bar
        parts={[
          { kind: 'ready', size: taken },
          { kind: 'refused', size: one.refused },
        ]}
        total={done ? one.read : total}
        label={`${words}, ${refused}`}
      />
      <div className="row wrap sm num">
        <span className="sig good">
          <IconCheck size={15} stroke={2.4} aria-hidden />
          {words}
        </span>
        {one.refused > 0 && (
          <span className="sig late">
            <IconAlertTriangle size={15} stroke={2.1} aria-hidden />
            {refused}
          </span>
        )}
        {one.unchanged > 0 && <span className="dim">{t('count.unchanged', { n: number(one.unchanged) })}</span>}
        {!done && total > 0 && <span className="dim">{t('count.of', { read: number(one.read), total: number(total) })}</span>}
      </div>
    </div>
  )
}

function LeftOut({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const used = new Set(Object.values(one.mapping).flat()).size
  return (
    <p className="grow sm dim">
      {t('count.matched', { n: used })} · {t('count.left-out', { n: one.found.headers.length - used })}
    </p>
  )
}

/** A step sends the import's id and shows what it has become. */
const useStep = <E extends Endpoint>(endpoint: E, id: string) => {
  const send = useSend(endpoint, { refresh: [listImports] })
  return { go: () => send.mutate({ id } as In<E>), waiting: send.isPending }
}

function Actions({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const { number } = useFormats()
  const check = useStep(checkImport, one.id)
  const run = useStep(runImport, one.id)
  const stop = useStep(cancelImport, one.id)
  const first =
    one.state === 'draft' ? (
      <Button onClick={check.go} loading={check.waiting}>
        {t('check-all')}
      </Button>
    ) : one.state === 'ready' ? (
      <Button onClick={run.go} loading={run.waiting} disabled={one.read === one.refused}>
        {t('bring-in-n', { n: number(one.read - one.refused) })}
      </Button>
    ) : one.state === 'checking' || one.state === 'running' ? (
      <Button variant="default" onClick={stop.go} loading={stop.waiting} disabled={one.stopAsked}>
        {one.stopAsked ? t('stopping') : t('stop')}
      </Button>
    ) : null
  return (
    <>
      {(one.state === 'draft' || one.state === 'ready') && <Discard one={one} />}
      {one.refused > 0 && one.state !== 'checking' && <DownloadRefused one={one} />}
      {one.state === 'done' && <Undo one={one} />}
      {first}
    </>
  )
}

function DownloadRefused({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const { number } = useFormats()
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={17} aria-hidden />}
      onClick={() => void saveFile(downloadRefused, { id: one.id }, 'refused.csv')}
    >
      {t('download-n', { n: number(one.refused) })}
    </Button>
  )
}

function Discard({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const go = useGo()
  const send = useSend(discardImport, { refresh: [], onDone: () => go('/import') })
  const ask = async () => {
    if (await confirm({ title: t('discard-title'), text: t('discard-text', { file: one.fileName }), button: t('discard') }))
      send.mutate({ id: one.id })
  }
  return (
    <Button variant="subtle" onClick={() => void ask()} loading={send.isPending}>
      {t('discard')}
    </Button>
  )
}

function Undo({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const { number } = useFormats()
  const { go, waiting } = useStep(undoImport, one.id)
  const ask = async () => {
    if (await confirm({ title: t('undo-title'), text: t('undo-text', { n: number(one.added) }), button: t('undo'), danger: true })) go()
  }
  return (
    <Button variant="default" onClick={() => void ask()} loading={waiting}>
      {t('undo')}
    </Button>
  )
}
