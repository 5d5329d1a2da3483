import { ActionIcon, Popover } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { saveFile } from '#ui/files.ts'
import { undoable, useMay } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { addSurvey, archiveSurvey, exportSurvey, listSurveys, type Survey, setSurveyState } from '../api.ts'
import messages from '../messages/index.ts'

type Act = { label: string; run: () => void; off?: boolean }

/** What can be done with a whole survey, wherever it is shown. */
function useActs({ id, name, state, version, archivedAt }: Survey): Act[] {
  const t = useText(messages)
  const may = useMay()
  const go = useGo()
  const copy = useSend(addSurvey, { refresh: [listSurveys], onDone: one => void go('/surveys/$id', { params: { id: one.id } }) })
  const archive = useSend(archiveSurvey, { refresh: [listSurveys] })
  const turn = useSend(setSurveyState, { refresh: [listSurveys] })
  const put = (archived: boolean) =>
    archive.mutate(
      { id, archived },
      {
        onSuccess: () =>
          undoable({
            text: t(archived ? 'archived-now' : 'restored-now', { name }),
            undo: () => archive.mutate({ id, archived: !archived }),
          }),
      },
    )
  const set = (next: 'open' | 'closed') =>
    turn.mutate(
      { id, state: next },
      {
        onSuccess: () =>
          undoable({
            text: t(next === 'closed' ? 'closed-now' : 'opened-now', { name }),
            undo: () => turn.mutate({ id, state: next === 'open' ? 'closed' : 'open' }),
          }),
      },
    )
  const change = may('surveys.change')
  const propose = may('surveys.propose')
  return [
    { label: t('copy'), run: () => copy.mutate({ copyOf: id }), off: !propose },
    { label: t('export'), run: () => void saveFile(exportSurvey, { id }, 'survey.json') },
    { label: t('close'), run: () => set('closed'), off: !change || state !== 'open' || archivedAt !== null },
    { label: t('reopen'), run: () => set('open'), off: !change || state !== 'closed' || version === 0 || archivedAt !== null },
    { label: t('archive'), run: () => put(true), off: archivedAt !== null || !(change || (propose && version === 0)) },
    { label: t('restore'), run: () => put(false), off: archivedAt === null || !(change || (propose && version === 0)) },
  ].filter(({ off }) => !off)
}

/** Behind three dots; Escape and a click elsewhere close it. */
export function RowMenu({ survey }: { survey: Survey }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const acts = useActs(survey)
  const pick = (run: () => void) => {
    setOpen(false)
    run()
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={t('acts-of', { name: survey.name })}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconDotsVertical size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('acts-of', { name: survey.name })}>
        <ul className="acts">
          {acts.map(({ label, run }) => (
            <li key={label}>
              <button type="button" className="drop-item" onClick={() => pick(run)}>
                {label}
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
