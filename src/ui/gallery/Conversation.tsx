import { Button } from '@mantine/core'
import { useState } from 'react'
import { Dock, Empty, List, listed, Panes, Said, Section, Stitches, TimeLeft, Who } from '../index.ts'
import { useNow } from '../now.ts'

const names = ['ສົມສັກ ພິມມະຈັນ', 'วราภรณ์ ชัยสิทธิ์', 'សុភា ចាន់', 'Marta Lindqvist']

export default function Conversation() {
  const [open, setOpen] = useState<string | null>(names[0] ?? null)
  const until = new Date(useNow().getTime() + 252 * 60_000)
  const row = (name: string) => (
    <button type="button" className="row" onClick={() => setOpen(name)}>
      <Who name={name} />
      <Said text={name} size="name" />
    </button>
  )
  return (
    <Panes
      list={<List list={listed(names)} label="Cases" keyOf={one => one} row={row} />}
      listLabel="Cases"
      main={
        open && (
          <div className="pad">
            <h1>
              <Said text={open} size="name" />
            </h1>
            <Stitches until={until} size="large" /> <TimeLeft until={until} pill />
            {names.map(name => (
              <p key={name}>ກະພິບສີແດງສອງເທື່ອ ແລ້ວກໍ່ດັບ. {name}</p>
            ))}
            <Dock label="Answer">
              <span className="grow sm">1,187 ready · 17 refused</span>
              <Button>Send and resolve</Button>
            </Dock>
          </div>
        )
      }
      mainLabel="Conversation"
      nothing={<Empty title="Choose a case" />}
      side={<Section title="Customer">Luang Prabang Coffee</Section>}
      sideLabel="Customer"
      onBack={() => setOpen(null)}
    />
  )
}
