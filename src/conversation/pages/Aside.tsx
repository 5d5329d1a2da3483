import { Button } from '@mantine/core'
import { type Item, useList, useSend } from '#ui/api.ts'
import { Ago, Card, Empty, List, notice, Page, PageTabs, Said, undoable } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listAside, openAside, seeAside } from '../api.ts'
import messages from '../messages/index.ts'

/** Mail that nobody has to answer, as far as its headers say. */
export default function Aside() {
  const t = useText(messages)
  const list = useList(listAside, {})
  return (
    <Page title={t('aside')} sentence={t('aside.why')}>
      <PageTabs of="/settings" />
      <Card flush>
        <List
          list={list}
          label={t('aside')}
          keyOf={one => one.id}
          empty={<Empty title={t('aside.none')}>{t('aside.none-why')}</Empty>}
          row={one => <Row {...one} />}
        />
      </Card>
    </Page>
  )
}

function Row({ id, kind, at, fromName, fromAddress, subject, words, language }: Item<typeof listAside>) {
  const t = useText(messages)
  const go = useGo()
  const refresh = [listAside]
  const open = useSend(openAside, {
    refresh,
    onDone: ({ caseId }) => {
      notice({ tone: 'good', text: t('aside.opened') })
      void go('/inbox/$id', { params: { id: caseId } })
    },
  })
  const back = useSend(seeAside, { refresh })
  const seen = useSend(seeAside, {
    refresh,
    onDone: () => undoable({ text: t('aside.seen-now'), undo: () => back.mutate({ id, seen: false }) }),
  })
  const called = subject || t('no-subject')
  return (
    <div className="stack">
      <div className="row between wrap">
        <Said text={called} language={language} size="name" />
        <span className="row wrap sm dim">
          <span className="tag">{t(`kind.${kind}`)}</span>
          <Ago at={at} />
        </span>
      </div>
      <span className="sm dim">{[fromName, fromAddress].filter(Boolean).join(' · ')}</span>
      {words && <Said text={words} language={language} />}
      <div className="row wrap">
        {fromAddress && (
          <Button
            variant="default"
            size="compact-sm"
            loading={open.isPending}
            onClick={() => open.mutate({ id })}
            aria-label={t('aside.open-of', { subject: called })}
          >
            {t('aside.open')}
          </Button>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          loading={seen.isPending}
          onClick={() => seen.mutate({ id, seen: true })}
          aria-label={t('aside.seen-of', { subject: called })}
        >
          {t('aside.seen')}
        </Button>
      </div>
    </div>
  )
}
