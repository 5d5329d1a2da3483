import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { refreshPaths, useAsk } from '#ui/api.ts'
import { Page, Steps } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useAnyText, useFormats, useText } from '#ui/text.tsx'
import { getImport, type ImportDetail, listImporters, listImports } from '../api.ts'
import messages from '../messages/index.ts'
import { ImportDock } from './dock.tsx'
import { Match } from './match.tsx'
import { Outcome } from './outcome.tsx'
import { RefusedRows } from './refused.tsx'
import './imports.css'

const stepOf: Record<ImportDetail['state'], number> = {
  draft: 1,
  checking: 2,
  ready: 2,
  running: 3,
  cancelled: 3,
  done: 4,
  undoing: 4,
  undone: 4,
  failed: 3,
}

/** One file on its way in: matched, checked, brought in, and taken back if need be. */
export default function OneImport() {
  const t = useText(messages)
  const { params } = usePlace('/import/$id')
  const one = useAsk(getImport, { id: params.id })
  const importer = useAsk(listImporters, {}).find(({ id }) => id === one.importer)
  useWatch(one)
  const step = stepOf[one.state]
  const steps = [t('step.file'), t('step.match'), t('step.check'), t('step.bring')]
  const open = one.state === 'draft' || one.state === 'ready'
  return (
    <Page
      title={t(`head.${one.state}`)}
      sentence={<About one={one} />}
      trail={[{ page: '/import', label: t('title') }]}
      action={<Steps steps={steps} current={step} />}
    >
      {open && importer && <Match one={one} importer={importer} />}
      {!open && <Outcome one={one} />}
      {one.state !== 'draft' && one.refused > 0 && <RefusedRows one={one} />}
      <ImportDock one={one} />
    </Page>
  )
}

/** While a job is at work its counts are asked for again, also where the live stream cannot be had. */
function useWatch({ state }: ImportDetail) {
  const queries = useQueryClient()
  const moving = state === 'checking' || state === 'running' || state === 'undoing'
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(() => void refreshPaths(queries, [listImports.path]), 1_500)
    return () => clearInterval(timer)
  }, [moving, queries])
}

function About({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const any = useAnyText()
  const { number } = useFormats()
  const sheet = one.found.sheets[one.choices.sheet ?? 0]
  const parts = [
    one.fileName,
    any('imports', `importer.${one.importer}`),
    one.rowsGuessed === null ? '' : t('rows', { n: one.rowsGuessed, rows: number(one.rowsGuessed) }),
    sheet && one.found.sheets.length > 1 ? t('sheet', { name: sheet }) : '',
  ]
  return <>{parts.filter(part => part !== '').join(' · ')}</>
}
