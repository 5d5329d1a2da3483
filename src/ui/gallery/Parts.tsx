import { Button } from '@mantine/core'
import { Failure } from '../api.ts'
import { confirm } from '../dialog.tsx'
import {
  Ago,
  Card,
  Empty,
  Failed,
  LangTag,
  notice,
  Page,
  Said,
  Score,
  Section,
  Signal,
  Steps,
  Stitches,
  Thread,
  TimeLeft,
  TooFew,
  undoable,
  Who,
} from '../index.ts'
import { useNow } from '../now.ts'
import type { SignalKind } from '../signal.tsx'

const signals: SignalKind[] = ['good', 'bad', 'up', 'down', 'in', 'few', 'soon', 'late']
const said = [
  ['en', 'We opened a second stall. Can both tills share one account?'],
  ['th', 'ขอเลื่อนช่างเป็นวันพฤหัสได้ไหมคะ พรุ่งนี้มีแขกเข้าพักเต็มทุกห้อง'],
  ['lo', 'ນ້ອງທີ່ມາສອນໃຊ້ເຄື່ອງ ໃຈເຢັນຫຼາຍ. ແມ່ອາຍຸ 68 ແລ້ວ ດຽວນີ້ຮັບບັດເອງໄດ້.'],
  ['km', 'វិក្កយបត្រខែនេះខុសពីកិច្ចសន្យា។ ខ្ញុំបានសរសេរទៅពីរដងហើយ។'],
] as const

export default function Parts() {
  return (
    <Page
      title="Good morning, ດາລາວັນ"
      over="Tuesday 12 May"
      sentence="Three cases reach their hour before six. One is already late."
      action={<Button>Open the late case</Button>}
      trail={[{ page: '/inbox', label: 'Inbox' }]}
    >
      <div className="cols">
        <div className="stack">
          <Time />
          <Section title="Said">
            <div className="two">
              {said.map(([language, text]) => (
                <Card key={language}>
                  <Score value={language === 'en' ? 10 : language === 'th' ? 7 : 2} />
                  <Said text={text} language={language} pieces={[{ from: 3, to: 9 }]} />
                  <p className="row">
                    <Who name={text} /> <LangTag language={language} />
                  </p>
                </Card>
              ))}
            </div>
          </Section>
        </div>
        <Signals />
      </div>
      <States />
    </Page>
  )
}

function Time() {
  const now = useNow()
  return (
    <Card label="Time">
      {[-52, 252, 495, 1110, -3000].map(minutes => {
        const until = new Date(now.getTime() + minutes * 60_000)
        return (
          <div key={minutes} className="row wrap">
            <Stitches until={until} size={minutes === 252 ? 'large' : 'small'} />
            <TimeLeft until={until} pill={minutes === 252} />
            <Ago at={until} />
          </div>
        )
      })}
    </Card>
  )
}

function Signals() {
  return (
    <Section title="Signals">
      <Card>
        {signals.map(kind => (
          <div key={kind}>
            <Signal kind={kind} pill={kind === 'late' || kind === 'good'} />
            <Thread low={60} high={74} value={68} target={80} min={50} max={100} kind={kind} label="68, likely 60–74, target 80" />
          </div>
        ))}
        <Score value={5} scale="ces" />
        <Score value={1} scale="csat" />
        <Steps steps={['File', 'Match', 'Preview', 'Bring in']} current={1} />
      </Card>
      <div className="row wrap">
        <Button variant="default" onClick={() => undoable({ text: 'The case is resolved.', undo: () => notice({ text: 'Taken back.' }) })}>
          Resolve
        </Button>
        <Button variant="subtle" onClick={() => notice({ tone: 'bad', text: 'Your reply has not gone out.', requestId: 'req-9' })}>
          Fail
        </Button>
        <Button
          variant="default"
          onClick={() => confirm({ title: 'Erase Bounmy?', text: 'It cannot be taken back.', button: 'Erase Bounmy', danger: true })}
        >
          Erase
        </Button>
      </div>
    </Section>
  )
}

function States() {
  return (
    <div className="two">
      <Card>
        <Empty title="Nobody is waiting" action={<Button variant="default">Read today’s voices</Button>}>
          All seven of your cases are answered.
        </Empty>
      </Card>
      <Card>
        <Failed error={new Failure('offline', 0)} again={() => {}} />
      </Card>
      <Card>
        <TooFew>22 customers answered. We show a number from 30.</TooFew>
      </Card>
    </div>
  )
}
