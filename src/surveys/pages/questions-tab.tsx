import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconArrowLeft, IconDeviceMobile } from '@tabler/icons-react'
import { useState } from 'react'
import { languagesOf } from '#core/surveys/words.ts'
import { Dialog, usePhone } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useKernelText, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { questionAt, useEditor } from './editor.ts'
import { EndForm } from './end-form.tsx'
import { useLanguageName } from './languages.ts'
import { HiddenForm, LookForm, QuotasForm, StartForm } from './other-forms.tsx'
import { Outline } from './outline.tsx'
import { Preview } from './preview.tsx'
import { QuestionForm } from './question-form.tsx'
import { EditorSearch } from './searches.ts'

/** The outline, what is being written, and how it will look: side by side; on a phone one after the other. */
export default function QuestionsTab() {
  const t = useText(messages)
  const phone = usePhone()
  const { search } = usePlace('/surveys/$id', EditorSearch)
  const showList = !phone || search.at === undefined
  return (
    <div className="ed-panes">
      {showList && (
        <section className="ed-pane ed-list" aria-label={t('outline')}>
          <Outline />
          {phone && <PreviewButton />}
        </section>
      )}
      {(!phone || search.at !== undefined) && (
        <section className="ed-pane ed-form" aria-label={t('editing')}>
          {phone && <Back />}
          <WrittenIn />
          <Part />
        </section>
      )}
      {!phone && (
        <section className="ed-pane ed-look" aria-label={t('preview')}>
          <Preview />
        </section>
      )}
    </div>
  )
}

function Back() {
  const kernel = useKernelText()
  const { setSearch } = usePlace('/surveys/$id', EditorSearch)
  return (
    <div className="row between">
      <ActionIcon aria-label={kernel('button.back')} onClick={() => setSearch({ at: undefined })}>
        <IconArrowLeft size={20} stroke={1.7} aria-hidden />
      </ActionIcon>
      <PreviewButton />
    </div>
  )
}

function PreviewButton() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconDeviceMobile size={17} aria-hidden />} onClick={() => setOpen(true)}>
        {t('preview')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('preview')} side>
        <Preview />
      </Dialog>
    </>
  )
}

/** Which language's words are being written. */
function WrittenIn() {
  const t = useText(messages)
  const { draft, language, setLanguage } = useEditor()
  const nameOf = useLanguageName()
  const languages = languagesOf(draft)
  if (languages.length < 2) return null
  return (
    <NativeSelect
      className="written-in"
      label={t('written-in')}
      value={language}
      onChange={event => setLanguage(event.currentTarget.value)}
      data={languages.map(value => ({ value, label: nameOf(value) }))}
    />
  )
}

function Part() {
  const { draft, at } = useEditor()
  const question = questionAt(draft, at)
  if (question) return <QuestionForm key={at} question={question} />
  const end = draft.definition.ends.find(({ key }) => at === `end:${key}`)
  if (end) return <EndForm key={at} end={end} />
  if (at === 'look') return <LookForm />
  if (at === 'hidden') return <HiddenForm />
  if (at === 'quotas') return <QuotasForm />
  return <StartForm />
}
