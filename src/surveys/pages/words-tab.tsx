import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconClipboardText, IconDownload, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { missingPageWords, pageKeysFor } from '#core/surveys/page-words.ts'
import { languagesOf, missingWords, wordKeysOf } from '#core/surveys/words.ts'
import { Card, Signal, undoable } from '#ui/index.ts'
import { codeText, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { EditorProvider, questionAt, useEditor, wordIn } from './editor.ts'
import { addLanguage, removeLanguage, setFallback } from './edits.ts'
import { useLanguageName } from './languages.ts'
import { PasteWords } from './paste-words.tsx'
import { tagOf } from './tags.ts'
import { WordField } from './word-field.tsx'
import { wordsAsCsv } from './words-csv.ts'

/** Every text of the survey, side by side in two languages; what is missing is shown for each. */
export default function WordsTab() {
  const { draft } = useEditor()
  const languages = languagesOf(draft)
  const [chosen, setTo] = useState<string | null>(null)
  const [from, setFrom] = useState(draft.definition.language)
  const to = chosen && languages.includes(chosen) ? chosen : (languages.find(language => language !== draft.definition.language) ?? null)
  return (
    <div className="ed-page wide">
      <Languages to={to} setTo={setTo} />
      {to && <Table from={languages.includes(from) ? from : draft.definition.language} to={to} setFrom={setFrom} setTo={setTo} />}
    </div>
  )
}

function Languages({ to, setTo }: { to: string | null; setTo: (language: string) => void }) {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const nameOf = useLanguageName()
  const own = draft.definition.language
  const remove = (language: string) => {
    const before = draft
    edit(now => removeLanguage(now, language))
    undoable({ text: t('language-removed', { language: nameOf(language) }), undo: () => edit(() => before) })
  }
  return (
    <Card className="words-languages">
      <ul aria-label={t('languages')}>
        {languagesOf(draft).map(language => {
          const n = missingWords(draft, language).length + missingPageWords(draft.words, language).length
          return (
            <li key={language}>
              <button
                type="button"
                className="place"
                aria-current={to === language ? 'true' : undefined}
                disabled={language === own}
                onClick={() => setTo(language)}
              >
                <b lang={language}>{nameOf(language)}</b>
                <span className="xs dim">{language === own ? t('fallback') : language}</span>
                <Signal kind={n === 0 ? 'good' : 'soon'}>{n === 0 ? t('nothing-missing') : t('missing', { n })}</Signal>
              </button>
              {language !== own && (
                <ActionIcon aria-label={t('remove-language', { language: nameOf(language) })} onClick={() => remove(language)}>
                  <IconTrash size={16} stroke={1.7} aria-hidden />
                </ActionIcon>
              )}
            </li>
          )
        })}
      </ul>
      <div className="row wrap words-acts">
        <AddLanguage onAdd={setTo} />
        <Fallback />
        <Csv />
      </div>
    </Card>
  )
}

const common = ['en', 'lo', 'th', 'km', 'vi', 'my', 'zh-Hans', 'ja', 'ko', 'fr', 'de', 'es', 'pt-BR', 'id', 'hi', 'ar']

function AddLanguage({ onAdd }: { onAdd: (language: string) => void }) {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const nameOf = useLanguageName()
  const [typed, setTyped] = useState('')
  const tag = typed.trim() === '' ? null : tagOf(typed)
  const here = tag !== null && tag in draft.words
  const add = () => {
    if (!tag || here) return
    edit(now => addLanguage(now, tag))
    onAdd(tag)
    setTyped('')
  }
  return (
    <form
      className="row add-line"
      onSubmit={event => {
        event.preventDefault()
        add()
      }}
    >
      <TextInput
        label={t('add-language')}
        placeholder="vi, pt-BR, zh-Hans"
        list="survey-languages"
        value={typed}
        maxLength={35}
        autoCapitalize="none"
        error={typed.trim() !== '' && (tag === null ? t('no-language') : here ? t('language-here', { language: nameOf(tag) }) : undefined)}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <datalist id="survey-languages">
        {common
          .filter(one => !(one in draft.words))
          .map(one => (
            <option key={one} value={one} label={nameOf(one)} />
          ))}
      </datalist>
      <Button type="submit" variant="default" leftSection={<IconPlus size={15} aria-hidden />} disabled={!tag || here}>
        {t('add')}
      </Button>
    </form>
  )
}

/** What is shown where a translation is missing: the survey's own language. */
function Fallback() {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const nameOf = useLanguageName()
  return (
    <NativeSelect
      label={t('fallback-choose')}
      value={draft.definition.language}
      onChange={event => {
        const language = event.currentTarget.value
        edit(now => setFallback(now, language))
      }}
      data={languagesOf(draft).map(value => ({ value, label: nameOf(value) }))}
    />
  )
}

function Csv() {
  const t = useText(messages)
  const { draft } = useEditor()
  const [pasting, setPasting] = useState(false)
  const text = () => wordsAsCsv(draft, languagesOf(draft))
  const download = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`\ufeff${text()}`], { type: 'text/csv' }))
    link.download = `${draft.name}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <div className="row wrap">
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
        {t('words-csv')}
      </Button>
      <Button variant="default" leftSection={<IconClipboardText size={16} aria-hidden />} onClick={() => setPasting(true)}>
        {t('words-paste')}
      </Button>
      <PasteWords open={pasting} onClose={() => setPasting(false)} />
    </div>
  )
}

type TableProps = { from: string; to: string; setFrom: (language: string) => void; setTo: (language: string) => void }

function Table({ from, to, setFrom, setTo }: TableProps) {
  const t = useText(messages)
  const editor = useEditor()
  const { draft } = editor
  const nameOf = useLanguageName()
  const [onlyMissing, setOnly] = useState(false)
  const ours = useOurs()
  const lacking = new Set([...missingWords(draft, to), ...missingPageWords(draft.words, to)])
  const [frozen, setFrozen] = useState<Set<string>>(new Set())
  const around = pageKeysFor(to).map(key => ({ key, needed: true }))
  const own = wordKeysOf(draft.definition).filter(({ key }) => hasWords(draft.words, key) || isNeeded(draft, key))
  const keys = [...own, ...around].filter(({ key }) => !onlyMissing || frozen.has(key))
  const options = languagesOf(draft).map(value => ({ value, label: nameOf(value) }))
  const only = (on: boolean) => {
    setFrozen(lacking)
    setOnly(on)
  }
  return (
    <Card flush className="words-table">
      <div className="words-row words-head">
        <NativeSelect aria-label={t('words-from')} value={from} onChange={event => setFrom(event.currentTarget.value)} data={options} />
        <NativeSelect
          aria-label={t('words-to')}
          value={to}
          onChange={event => setTo(event.currentTarget.value)}
          data={options.filter(({ value }) => value !== draft.definition.language)}
        />
        <label className="row sm">
          <input type="checkbox" checked={onlyMissing} onChange={event => only(event.target.checked)} />
          {t('only-missing')}
        </label>
      </div>
      <EditorProvider value={{ ...editor, language: to }}>
        {keys.map(({ key, needed }) => (
          <div key={key} className={`words-row ${lacking.has(key) ? 'lacking' : ''}`}>
            <p className="words-own" lang={from} dir="auto">
              {wordIn(draft, from, key) || ours(key)}
              <span className="xs dim words-key" lang="en">
                <WordName word={key} />
                {!needed && ` · ${t('may-be-empty')}`}
              </span>
            </p>
            <WordField
              word={key}
              label={t('word-in', { language: nameOf(to), word: key })}
              hideLabel
              long
              {...(ours(key) && { placeholder: ours(key) })}
            />
          </div>
        ))}
      </EditorProvider>
      {keys.length === 0 && <p className="pad soft">{t('nothing-missing')}</p>}
    </Card>
  )
}

/** What we say around the questions, in the author's language; '' for a word of the survey. */
function useOurs() {
  const t = useText(messages)
  return (key: string): string => {
    if (!key.startsWith('page.')) return ''
    const code = /^page\.wrong-(.+)$/.exec(key)?.[1]
    const named = { n: '{n}', most: '{most}', company: '{company}' }
    return code ? (codeText('field', code, named) ?? code) : t(`page.${key.slice(5) as 'next'}`, named)
  }
}

const hasWords = (words: Record<string, Record<string, string>>, key: string) => Object.values(words).some(texts => Boolean(texts[key]))
const isNeeded = (draft: Parameters<typeof wordIn>[0], key: string) =>
  wordKeysOf(draft.definition).some(one => one.key === key && one.needed)

/** Which place a word belongs to: question 2, choice a. */
function WordName({ word }: { word: string }) {
  const t = useText(messages)
  const { draft } = useEditor()
  const [first = '', ...rest] = word.split('.')
  if (first === 'page') return <>{t('word-of-page')}</>
  const question = questionAt(draft, first)
  if (!question) return <>{word}</>
  return <>{t('word-name', { n: draft.definition.questions.indexOf(question) + 1, part: rest.join('.') })}</>
}
