import { useState } from 'react'
import { Failure } from '../api.ts'
import { Card, Grid, List, listed, Page, Said, SearchBox, Stitches, TimeLeft, Who } from '../index.ts'
import { useNow } from '../now.ts'
import { To } from '../page.tsx'

const rows = [
  { id: '1', name: 'ສົມສັກ ພິມມະຈັນ', language: 'lo', text: 'ໃບເກັບເງິນເດືອນນີ້ສອງໃບ ທັງທີ່ຈ່າຍແລ້ວ ຊ່ວຍກວດໃຫ້ແດ່.', minutes: -52 },
  { id: '2', name: 'วราภรณ์ ชัยสิทธิ์', language: 'th', text: 'ขอเลื่อนช่างเป็นวันพฤหัสได้ไหมคะ พรุ่งนี้มีแขกเข้าพักเต็มทุกห้อง', minutes: 252 },
  { id: '3', name: 'សុភា ចាន់', language: 'km', text: 'វិក្កយបត្រខែនេះខុសពីកិច្ចសន្យា។ ខ្ញុំបានសរសេរទៅពីរដងហើយ ប៉ុន្តែមិនទាន់មានអ្នកឆ្លើយទេ។', minutes: 495 },
  { id: '4', name: 'Marta Lindqvist', language: 'en', text: 'We opened a second stall. Can both tills share one account?', minutes: 1110 },
]
type Row = (typeof rows)[number]

export default function Lists() {
  const [q, setQ] = useState('')
  const [more, setMore] = useState(1)
  const list = { ...listed(rows.filter(one => one.text.includes(q))), more: more > 2 ? null : () => setMore(more + 1) }
  return (
    <Page title="Lists" sentence="Empty says why and what next. Loading keeps the shape. Error says what is safe.">
      <div className="two">
        <Card flush>
          <List
            list={list}
            label="Cases"
            keyOf={one => one.id}
            tools={<SearchBox value={q} onChange={setQ} label="Search" />}
            row={one => <OneRow {...one} />}
          />
        </Card>
        <Card flush>
          <List list={{ ...listed<Row>([]), waiting: true }} label="Loading" keyOf={one => one.id} row={() => null} />
        </Card>
        <Card flush>
          <List
            list={{ ...listed<Row>([]), failure: new Failure('unexpected', 500, { requestId: 'req-17' }) }}
            label="Failed"
            keyOf={one => one.id}
            row={() => null}
          />
        </Card>
        <Card flush>
          <List list={listed<Row>([])} label="None" keyOf={one => one.id} row={() => null} />
        </Card>
      </div>
      <Card flush>
        <Grid
          rows={rows}
          label="Cases as a table"
          keyOf={one => one.id}
          columns={[
            { key: 'name', head: 'Name', cell: one => <Said text={one.name} language={one.language} size="name" /> },
            { key: 'minutes', head: 'Minutes', num: true, cell: one => one.minutes },
            { key: 'text', head: 'Said', wide: true, cell: one => <Said text={one.text} language={one.language} size="clip" /> },
          ]}
        />
      </Card>
    </Page>
  )
}

function OneRow({ name, text, language, minutes }: Row) {
  const until = new Date(useNow().getTime() + minutes * 60_000)
  return (
    <To page="/today">
      <span className="row">
        <Who name={name} />
        <span className="grow">
          <Said text={name} language={language} size="name" />
          <Said text={text} language={language} size="clip" />
          <span className="row between">
            <TimeLeft until={until} />
            <Stitches until={until} />
          </span>
        </span>
      </span>
    </To>
  )
}
