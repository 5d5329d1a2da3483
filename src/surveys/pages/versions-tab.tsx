import { Button } from '@mantine/core'
import { useAsk, useList } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, undoable } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { getVersion, listVersions, type SurveyVersion } from '../api.ts'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'
import { useLanguageName } from './languages.ts'
import { OldVersion } from './old-version.tsx'
import { EditorSearch } from './searches.ts'

/** What was asked when, by whom it was opened, and what had changed. An answer keeps the version it answered. */
export default function VersionsTab() {
  const t = useText(messages)
  const { survey } = useEditor()
  const { search, setSearch } = usePlace('/surveys/$id', EditorSearch)
  const list = useList(listVersions, { id: survey.id })
  const { version } = search
  return (
    <div className="ed-page">
      <p className="ed-lead">{t('versions.sentence')}</p>
      <Card flush>
        <List
          list={list}
          label={t('tab.versions')}
          keyOf={one => String(one.version)}
          empty={<Empty title={t('versions.none')}>{t('versions.none-why')}</Empty>}
          row={one => <Row one={one} open={() => setSearch({ version: one.version })} />}
        />
      </Card>
      <Dialog
        side
        open={version !== undefined}
        onClose={() => setSearch({ version: undefined })}
        title={version === undefined ? '' : t('version', { n: version })}
      >
        {version !== undefined && <Look version={version} />}
      </Dialog>
    </div>
  )
}

function Row({ one, open }: { one: SurveyVersion; open: () => void }) {
  const t = useText(messages)
  const { survey } = useEditor()
  const changed = useChangesText()
  return (
    <button type="button" onClick={open}>
      <span className="row wrap">
        <span className="grow stack">
          <span className="row wrap">
            <b>{t('version', { n: one.version })}</b>
            {one.version === survey.version && <span className="tag">{t('version-now')}</span>}
          </span>
          <span className="sm soft">{changed(one)}</span>
        </span>
        <span className="sm dim">
          {one.by && `${one.by} · `}
          <Ago at={one.at} />
        </span>
      </span>
    </button>
  )
}

/** What changed, as a list of short sentences. */
function useChangesText() {
  const t = useText(messages)
  const nameOf = useLanguageName()
  return ({ changes }: SurveyVersion): string => {
    if (!changes) return t('changes.first')
    const { added, removed, changed, moved, words, rest } = changes
    const said = [
      added.length > 0 && t('changes.added', { n: added.length }),
      removed.length > 0 && t('changes.removed', { n: removed.length }),
      changed.length > 0 && t('changes.changed', { n: changed.length }),
      moved && t('changes.moved'),
      ...Object.entries(words).map(([language, n]) => t('changes.words', { language: nameOf(language), n })),
      ...rest.map(part => t(`changes.${part}`)),
    ].filter(Boolean)
    return said.length === 0 ? t('changes.nothing') : said.join(' · ')
  }
}

function Look({ version }: { version: number }) {
  const t = useText(messages)
  const { survey, edit, go } = useEditor()
  const { dateTime } = useFormats()
  const { at, content } = useAsk(getVersion, { id: survey.id, version })
  const { draft } = useEditor()
  const back = () => {
    const before = draft
    edit(now => ({ ...now, ...structuredClone(content) }))
    go({ tab: 'edit' })
    undoable({ text: t('version-taken', { n: version }), undo: () => edit(() => before) })
  }
  return (
    <>
      <div className="row between wrap">
        <span className="sm dim">{dateTime(at)}</span>
        <Button variant="default" onClick={back}>
          {t('version-take')}
        </Button>
      </div>
      <OldVersion content={content} />
    </>
  )
}
