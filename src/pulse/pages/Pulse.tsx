import { useState } from 'react'
import { useAsk, useList } from '#ui/api.ts'
import { Card, Dialog, Empty, List, Page, PageTabs, Section, useMay } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { listWaves, readPulse } from '../api.ts'
import messages from '../messages/index.ts'
import { Run } from './run.tsx'
import { OneWave } from './wave.tsx'
import './pulse.css'

/** How our own people are: one's own way to answer, and for who may see them the waves. */
export default function Pulse() {
  const t = useText(messages)
  const may = useMay()
  const pulse = useAsk(readPulse, {})
  const { date } = useFormats()
  return (
    <Page
      title={t('pulse')}
      sentence={pulse.open ? t('sentence.open', { day: date(pulse.open.closesAt) }) : t('sentence.closed')}
      trail={[{ page: '/people', label: t('people') }]}
      action={
        pulse.open?.path && (
          <a className="as-button first" href={pulse.open.path} rel="noreferrer">
            {t('answer')}
          </a>
        )
      }
    >
      <PageTabs of="/people" />
      <div className="pulse">
        {pulse.open && !pulse.open.path && <p className="soft">{t('yours-used')}</p>}
        <WhatIsPromised />
        {may('pulse.run') && <Run pulse={pulse} />}
        {may('pulse.read') && <Waves />}
      </div>
    </Page>
  )
}

function WhatIsPromised() {
  const t = useText(messages)
  return (
    <Card>
      <ul className="promise">
        <li>{t('page.promise.nobody')}</li>
        <li>{t('page.promise.five')}</li>
        <li>{t('page.promise.comments')}</li>
      </ul>
    </Card>
  )
}

function Waves() {
  const t = useText(messages)
  const { date, number } = useFormats()
  const list = useList(listWaves, {})
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Section title={t('waves')}>
      <Card flush>
        <List
          list={list}
          label={t('waves')}
          keyOf={one => one.id}
          empty={<Empty title={t('waves.none')}>{t('waves.none-why')}</Empty>}
          row={one => (
            <button type="button" onClick={() => setOpen(one.id)} disabled={!one.closedAt}>
              <span className="row between wrap">
                <b>{t('wave.days', { from: date(one.openedAt), until: date(one.closedAt ?? one.closesAt) })}</b>
                <span className="num">
                  {one.company?.enps.value != null
                    ? t('wave.enps', { value: number(one.company.enps.value) })
                    : one.closedAt
                      ? t('wave.few')
                      : t('wave.open')}
                </span>
              </span>
              <span className="sm dim">
                {one.answered === null
                  ? t('wave.asked', { asked: one.asked })
                  : t('wave.answered', { answered: one.answered, asked: one.asked })}
              </span>
            </button>
          )}
        />
      </Card>
      <Dialog side open={open !== null} onClose={() => setOpen(null)} title={t('wave')}>
        {open && <OneWave id={open} />}
      </Dialog>
    </Section>
  )
}
