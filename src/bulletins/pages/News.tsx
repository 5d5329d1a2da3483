import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useList } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, Page, PageTabs, Signal, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Bulletin, bulletinKinds, listBulletins } from '../api.ts'
import messages from '../messages/index.ts'
import { BulletinForm } from './bulletin-form.tsx'
import { NewsSearch } from './search.ts'
import './bulletins.css'

/** What customers are told about: what we did, gaps that we fill by hand, incidents. */
export default function News() {
  const t = useText(messages)
  const may = useMay()('bulletins.change')
  const { search, setSearch } = usePlace('/actions/news', NewsSearch)
  const [adding, setAdding] = useState(false)
  const list = useList(listBulletins, { ...(search.kind && { kind: [search.kind] }), ...(search.action && { action: search.action }) })
  return (
    <Page title={t('news')} sentence={t('news.why')} action={may && <Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <PageTabs of="/actions" />
      <Card flush>
        <List
          list={list}
          label={t('news')}
          keyOf={one => one.id}
          tools={
            <SegmentedControl
              aria-label={t('kind')}
              data={[{ value: '', label: t('kind.all') }, ...bulletinKinds.map(value => ({ value, label: t(`kind.${value}`) }))]}
              value={search.kind ?? ''}
              onChange={value => setSearch({ kind: bulletinKinds.find(one => one === value) })}
            />
          }
          empty={<Empty title={t('none')}>{t('none-why')}</Empty>}
          row={one => <Row bulletin={one} />}
        />
      </Card>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('add')} side>
        <BulletinForm {...(search.kind && { kind: search.kind })} onDone={() => setAdding(false)} />
      </Dialog>
    </Page>
  )
}

export const stateSignals = { open: 'bad', watching: 'soon', fixed: 'good' } as const

function Row({ bulletin }: { bulletin: Bulletin }) {
  const t = useText(messages)
  return (
    <div className="row between wrap">
      <span>
        <To page="/actions/news/$id" params={{ id: bulletin.id }} className="b">
          {bulletin.title}
        </To>
        <span className="sm dim bulletin-facts">
          {[t(`kind.${bulletin.kind}`), t('affected.n', { n: bulletin.affected }), t('told.n', { n: bulletin.told })].join(' · ')}
        </span>
      </span>
      <span className="row sm">
        <Signal kind={stateSignals[bulletin.state]}>{t(`state.${bulletin.state}`)}</Signal>
        <Ago at={bulletin.fixedAt ?? bulletin.beganAt} />
      </span>
    </div>
  )
}
