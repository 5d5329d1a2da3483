import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Dialog, notice } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useLanguage, useText } from '#ui/text.tsx'
import { addSurvey, listSurveys, SurveyFile, templateIds } from '../api.ts'
import messages from '../messages/index.ts'

export function useNewSurvey() {
  const [open, setOpen] = useState(false)
  return { open, setOpen }
}

type AddProps = { open: boolean; onClose: () => void }

/** What one can begin with: a moment, a measure, or a file. */
export function NewSurvey({ open, onClose }: AddProps) {
  const t = useText(messages)
  return (
    <Dialog open={open} onClose={onClose} title={t('new')} side>
      <p className="sm soft">{t('new-why')}</p>
      <TemplateGallery />
    </Dialog>
  )
}

/** Makes a survey and opens its editor. */
function useAdd() {
  const go = useGo()
  return useSend(addSurvey, { refresh: [listSurveys], onDone: ({ id }) => void go('/surveys/$id', { params: { id } }) })
}

export function TemplateGallery() {
  const t = useText(messages)
  const { language } = useLanguage()
  const add = useAdd()
  return (
    <>
      <ul className="templates" aria-label={t('templates')}>
        {templateIds.map(template => (
          <li key={template}>
            <button type="button" disabled={add.isPending} onClick={() => add.mutate({ template, language })}>
              <b>{t(`template.${template}`)}</b>
              <span className="sm soft">{t(`template-why.${template}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <FromFile
        onFile={file => void fromFile(file).then(found => (found ? add.mutate(found) : notice({ tone: 'bad', text: t('not-a-survey') })))}
      />
    </>
  )
}

/** What `export` wrote; anything else is no survey. */
async function fromFile(file: File) {
  try {
    const { name, content } = SurveyFile.parse(JSON.parse(await file.text()))
    return { name, content }
  } catch {
    return null
  }
}

function FromFile({ onFile }: { onFile: (file: File) => void }) {
  const t = useText(messages)
  const box = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = (file: File | undefined) => {
    if (file) onFile(file)
    if (box.current) box.current.value = ''
  }
  return (
    <div className="row wrap">
      <Button variant="default" leftSection={<IconFileImport size={17} aria-hidden />} onClick={() => box.current?.click()}>
        {t('from-file')}
      </Button>
      <label className="sm dim" htmlFor={id}>
        {t('from-file-hint')}
      </label>
      <input
        ref={box}
        id={id}
        type="file"
        accept=".json,application/json"
        className="sr"
        tabIndex={-1}
        onChange={event => take(event.target.files?.[0])}
      />
    </div>
  )
}
