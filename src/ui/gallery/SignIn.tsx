import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { DayInput, Plain } from '../index.ts'

export default function SignIn() {
  const [day, setDay] = useState('2026-03-02')
  return (
    <Plain title="ເຂົ້າສູ່ລະບົບ" sentence="Sabai at Mekong Pay">
      <DayInput label="Starts" value={day} onChange={setDay} error={day === '2026-03-02' ? undefined : 'This date is not understood'} />
      <SegmentedControl aria-label="Whose" data={['ທັງໝົດ', 'ທີມ', 'ຂອງຂ້ອຍ']} />
      <Button>ເຂົ້າສູ່ລະບົບ</Button>
    </Plain>
  )
}
