import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { useGo } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { addSurvey, listSurveys } from '../api.ts'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'

/** Two wrote at once. Nothing is lost: theirs can be taken (and undone), mine kept, or mine become a survey of its own. */
export function Conflict() {
  const t = useText(messages)
  const go = useGo()
  const { conflict, draft } = useEditor()
  const copy = useSend(addSurvey, {
    refresh: [listSurveys],
    onDone: ({ id }) => {
      conflict?.takeTheirs()
      void go('/surveys/$id', { params: { id } })
    },
  })
  const { name, definition, words } = draft
  return (
    <div className="ed-conflict" role="alert">
      <p>
        <b>{t('conflict')}</b> {t('conflict-why')}
      </p>
      <div className="row wrap">
        <Button onClick={conflict?.takeTheirs}>{t('conflict.theirs')}</Button>
        <Button variant="default" onClick={conflict?.keepMine}>
          {t('conflict.mine')}
        </Button>
        <Button
          variant="default"
          loading={copy.isPending}
          onClick={() => copy.mutate({ name: t('copy-of', { name }).slice(0, 200), content: { definition, words } })}
        >
          {t('conflict.copy')}
        </Button>
      </div>
    </div>
  )
}
