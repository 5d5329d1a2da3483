import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Item, useList } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, Page, PageTabs, Said, SearchBox, useMay } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listSegments } from '../api.ts'
import messages from '../messages/index.ts'
import { SegmentSearch } from './searches.ts'
import { SegmentForm } from './segment-form.tsx'
import { SegmentPeople } from './segment-people.tsx'

type Segment = Item<typeof listSegments>

/** Customers by what is known of them. */
export default function Segments() {
  const t = useText(messages)
  const may = useMay()
  const { search, setSearch } = usePlace('/sends/segments', SegmentSearch)
  const [open, setOpen] = useState<'new' | Segment | null>(null)
  const list = useList(listSegments, search.q ? { q: search.q } : {})
  const add = may('sends.change') && <Button onClick={() => setOpen('new')}>{t('add.segment')}</Button>
  const nobody = <Empty title={t('none.segments')}>{t('none.segments-why')}</Empty>
  return (
    <Page title={t('segments')} sentence={t('segments.sentence')} action={add}>
      <PageTabs of="/sends" />
      <Card flush>
        <List
          list={list}
          label={t('segments')}
          keyOf={one => one.id}
          tools={<SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search.segments')} />}
          empty={search.q ? <Empty title={t('none.found')} /> : nobody}
          row={one => (
            <button type="button" onClick={() => setOpen(one)}>
              <span className="row between wrap">
                <Said text={one.name} query={search.q} size="name" />
                <span className="sm dim">
                  <Ago at={one.createdAt} />
                </span>
              </span>
            </button>
          )}
        />
      </Card>
      <Dialog open={open === 'new'} onClose={() => setOpen(null)} title={t('add.segment')} side>
        <SegmentForm onDone={() => setOpen(null)} />
      </Dialog>
      <Dialog open={open !== null && open !== 'new'} onClose={() => setOpen(null)} title={named(open)} side>
        {open !== null && open !== 'new' && <SegmentPeople segment={open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

const named = (open: 'new' | Segment | null) => (open === null || open === 'new' ? '' : open.name)
