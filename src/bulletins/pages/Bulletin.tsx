import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { type Out, useAsk, useList, useSend } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, notice, Page, Section, Signal, undoable, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { languageNames, useFormats, useLanguage, useText } from '#ui/text.tsx'
import { findAffected, listAffected, publishBulletin, readBulletin, setAffected } from '../api.ts'
import messages from '../messages/index.ts'
import { BulletinForm } from './bulletin-form.tsx'
import { stateSignals } from './News.tsx'
import { UpdateForm } from './update-form.tsx'
import './bulletins.css'

type Whole = Out<typeof readBulletin>

/** One of them: whom it touches and what they are worth, what was said and when, who was told. */
export default function OneBulletin() {
  const t = useText(messages)
  const { params } = usePlace('/actions/news/$id')
  const bulletin = useAsk(readBulletin, { id: params.id })
  const [open, setOpen] = useState<'change' | 'update' | null>(null)
  const close = () => setOpen(null)
  return (
    <Page
      title={bulletin.title}
      trail={[{ page: '/actions/news', label: t('news') }]}
      over={t(`kind.${bulletin.kind}`)}
      action={bulletin.mayTell && <Button onClick={() => setOpen('update')}>{t('update')}</Button>}
    >
      <div className="cols">
        <div className="stack bulletin-main">
          <Facts bulletin={bulletin} change={() => setOpen('change')} />
          <Timeline bulletin={bulletin} />
        </div>
        <aside className="stack bulletin-side">
          <Public bulletin={bulletin} />
          <People bulletin={bulletin} />
        </aside>
      </div>
      <Dialog open={open === 'change'} onClose={close} title={t('change')} side>
        <BulletinForm bulletin={bulletin} onDone={close} />
      </Dialog>
      <Dialog open={open === 'update'} onClose={close} title={t('update')} side>
        <UpdateForm bulletin={bulletin} onDone={close} />
      </Dialog>
    </Page>
  )
}

function Facts({ bulletin, change }: { bulletin: Whole; change: () => void }) {
  const t = useText(messages)
  const { number } = useFormats()
  const revenue = (bulletin.revenue ?? []).map(({ currency, monthly }) => `${number(monthly)} ${currency ?? ''}`).join(' + ')
  return (
    <Card>
      <div className="row between wrap">
        <Signal kind={stateSignals[bulletin.state]} pill>
          {t(`state.${bulletin.state}`)}
        </Signal>
        {bulletin.mayChange && (
          <Button variant="default" onClick={change}>
            {t('change')}
          </Button>
        )}
      </div>
      <p className="bulletin-worth">
        {t('affected.n', { n: bulletin.affected })} · {t('accounts.n', { n: bulletin.accounts })}
        {revenue && ` · ${t('revenue', { sum: revenue })}`}
      </p>
      <p className="sm soft">{t('owned', { name: bulletin.owner.name })}</p>
      {bulletin.workaround && (
        <>
          <h2 className="sm dim">{t('workaround')}</h2>
          <p className="bulletin-words" dir="auto">
            {bulletin.workaround}
          </p>
        </>
      )}
      {bulletin.actionId && (
        <p>
          <To page="/actions/$id" params={{ id: bulletin.actionId }}>
            {t('action')}
          </To>
        </p>
      )}
    </Card>
  )
}

function Timeline({ bulletin: { updates } }: { bulletin: Whole }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  const { language } = useLanguage()
  if (updates.length === 0)
    return (
      <Card>
        <Empty title={t('timeline.none')}>{t('timeline.none-why')}</Empty>
      </Card>
    )
  return (
    <Section title={t('timeline')}>
      <ol className="stack">
        {updates.map(one => {
          const shown = one.words[language] ? language : (Object.keys(one.words)[0] as typeof language)
          return (
            <li key={one.id} className="card pad bulletin-update">
              <div className="row between wrap sm dim">
                <span>
                  {dateTime(one.at)}
                  {one.by && ` · ${one.by}`}
                </span>
                <Signal kind={stateSignals[one.state]}>{t(`state.${one.state}`)}</Signal>
              </div>
              <h3 lang={shown}>{one.words[shown]?.subject}</h3>
              <p className="bulletin-words" lang={shown}>
                {one.words[shown]?.text}
              </p>
              <p className="xs dim">
                {Object.keys(one.words)
                  .map(code => languageNames[code as typeof language])
                  .join(' · ')}
              </p>
              {one.tell && (
                <Signal kind={one.toldAt ? 'good' : 'soon'}>
                  {one.toldAt ? t('told.result', { told: one.told, excluded: one.excluded }) : t('told.running', { told: one.told })}
                </Signal>
              )}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

function Public({ bulletin }: { bulletin: Whole }) {
  const t = useText(messages)
  const send = useSend(publishBulletin, { refresh: [readBulletin] })
  return (
    <Section title={t('public')} level={3}>
      <Switch
        label={t('public.on')}
        checked={bulletin.publicAt !== null}
        disabled={!bulletin.mayTell}
        onChange={event => send.mutate({ id: bulletin.id, on: event.currentTarget.checked })}
      />
      <p className="xs dim">{t('public.why')}</p>
      {bulletin.publicAt && (
        <a href={bulletin.publicPath} target="_blank" rel="noreferrer">
          {t('public.open')}
        </a>
      )}
    </Section>
  )
}

function People({ bulletin }: { bulletin: Whole }) {
  const may = useMay()
  if (!may('bulletins.people')) return null
  return <PeopleList bulletin={bulletin} />
}

function PeopleList({ bulletin }: { bulletin: Whole }) {
  const t = useText(messages)
  const list = useList(listAffected, { id: bulletin.id })
  const refresh = [readBulletin, listAffected]
  const again = useSend(findAffected, { refresh, onDone: ({ found }) => notice({ text: t('found', { n: found }), tone: 'good' }) })
  const back = useSend(setAffected, { refresh })
  const out = useSend(setAffected, {
    refresh,
    onDone: (_, { customerId }) =>
      undoable({ text: t('taken-out'), undo: () => back.mutate({ id: bulletin.id, customerId, affected: true }) }),
  })
  const look = bulletin.mayChange && (
    <Button variant="subtle" size="compact-sm" loading={again.isPending} onClick={() => again.mutate({ id: bulletin.id })}>
      {t('find')}
    </Button>
  )
  return (
    <Section title={t('affected')} level={3} aside={look}>
      <List
        list={list}
        label={t('affected')}
        keyOf={one => one.id}
        className="bulletin-people"
        empty={<p className="sm dim">{t('affected.none')}</p>}
        row={one => (
          <div className="row between">
            <span>
              <To page="/customers/$id" params={{ id: one.id }}>
                {one.name}
              </To>
              <span className="xs dim bulletin-facts">
                {one.excludedBy ? t(`excluded.${one.excludedBy}`) : one.toldAt ? <Told at={one.toldAt} /> : t('not-told')}
              </span>
            </span>
            {bulletin.mayChange && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('take-out-of', { name: one.name })}
                onClick={() => out.mutate({ id: bulletin.id, customerId: one.id, affected: false })}
              >
                {t('take-out')}
              </Button>
            )}
          </div>
        )}
      />
    </Section>
  )
}

function Told({ at }: { at: Date }) {
  const t = useText(messages)
  return (
    <>
      {t('told')} <Ago at={at} />
    </>
  )
}
