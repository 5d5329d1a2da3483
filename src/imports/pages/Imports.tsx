import { useAsk, useList } from '#ui/api.ts'
import { Ago, Card, Empty, Page, PageTabs, Section, Table } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { listImporters, listImports } from '../api.ts'
import messages from '../messages/index.ts'
import { NewFile } from './new-file.tsx'
import { StateOf } from './state-of.tsx'
import './imports.css'

/** Bring in a file, and what was brought in before. */
export default function Imports() {
  const t = useText(messages)
  const importers = useAsk(listImporters, {})
  return (
    <Page title={t('bring-in')} sentence={t('sentence')}>
      <PageTabs of="/import" />
      <NewFile importers={importers.map(({ id }) => id)} />
      <Before />
    </Page>
  )
}

function Before() {
  const t = useText(messages)
  const { number } = useFormats()
  const list = useList(listImports, {})
  return (
    <Section title={t('before')}>
      <Card flush>
        <Table
          list={list}
          label={t('before')}
          keyOf={one => one.id}
          empty={<Empty title={t('none-yet')}>{t('none-yet-why')}</Empty>}
          columns={[
            {
              key: 'file',
              head: t('file'),
              wide: true,
              cell: one => (
                <To page="/import/$id" params={{ id: one.id }}>
                  {one.fileName}
                </To>
              ),
            },
            { key: 'state', head: t('state'), cell: one => <StateOf one={one} /> },
            { key: 'added', head: t('added'), num: true, cell: one => number(one.added) },
            { key: 'refused', head: t('refused'), num: true, cell: one => number(one.refused) },
            { key: 'by', head: t('by'), cell: one => one.by ?? '' },
            { key: 'when', head: t('when'), cell: one => <Ago at={one.createdAt} /> },
          ]}
        />
      </Card>
    </Section>
  )
}
