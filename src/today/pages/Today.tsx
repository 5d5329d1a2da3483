import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useAsk } from '#ui/api.ts'
import { Page, useMe, useNow } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import type { Today as TodayAnswer } from '../api.ts'
import { today } from '../api.ts'
import messages from '../messages/index.ts'
import { Begin } from './begin.tsx'
import { DayThread } from './day-thread.tsx'
import { Figures } from './figures.tsx'
import { Heard } from './heard.tsx'
import { LateInTeam } from './late-in-team.tsx'
import { Next } from './next.tsx'
import './today.css'

/** What one lands on: what matters now, in a sentence and on a thread; then the next cases, a voice, three figures. */
export default function Today() {
  const answer = useAsk(today, {})
  const { weekday } = useFormats()
  const now = useNow()
  return (
    <Page title={useHello(now)} over={weekday(now)} sentence={useSentence(answer, now)} action={<FirstStep answer={answer} />}>
      {isNew(answer) ? <Begin /> : <Day answer={answer} />}
    </Page>
  )
}

/** Nobody has said anything yet: neither words nor a score that a rule took up. */
const isNew = ({ voice, next, figures }: TodayAnswer) =>
  voice === null && next.length === 0 && !figures?.open.count && !figures?.answered.due && !figures?.answered.pending

function Day({ answer }: { answer: TodayAnswer }) {
  return (
    <>
      {answer.mine && answer.thread.length > 0 && <DayThread cases={answer.thread} startsAt={answer.day.startsAt} />}
      <div className="cols">
        <div className="today-parts">
          {answer.mine && <Next cases={answer.next} open={answer.mine.open} />}
          <LateInTeam late={answer.late} />
        </div>
        <div className="today-parts">
          <Heard voice={answer.voice} count={answer.voicesSinceYesterday} />
          {answer.figures && <Figures figures={answer.figures} />}
        </div>
      </div>
    </>
  )
}

/** The whole name, as the person gave it: nobody's name is split. */
function useHello(now: Date): string {
  const t = useText(messages)
  const { time } = useFormats()
  const { user } = useMe()
  const hour = Number(time(now).slice(0, 2))
  const part = hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening'
  return t(`hello.${part}`, { name: user.name })
}

function useSentence({ mine, thread, voicesSinceYesterday }: TodayAnswer, now: Date): string {
  const t = useText(messages)
  if (!mine) return t('sentence.voices', { n: voicesSinceYesterday })
  const late = mine.late
  const today = thread.filter(one => one.dueAt > now).length
  if (late > 0) return t('sentence.late', { late, today })
  if (today > 0) return t('sentence.today', { today })
  return mine.open > 0 ? t('sentence.later', { open: mine.open }) : t('sentence.none')
}

function FirstStep({ answer: { next, mine } }: { answer: TodayAnswer }) {
  const t = useText(messages)
  const go = useGo()
  const [first] = next
  if (!first) return null
  return (
    <Button onClick={() => void go('/inbox/$id', { params: { id: first.id } })} rightSection={<IconArrowRight size={17} aria-hidden />}>
      {t(mine?.late ? 'action.late' : 'action.next')}
    </Button>
  )
}
