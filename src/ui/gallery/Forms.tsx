import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { useSend } from '../api.ts'
import {
  AreaField,
  Card,
  CheckField,
  Form,
  LanguageField,
  NumberField,
  Page,
  PasswordField,
  RadioField,
  SelectField,
  Submit,
  TextField,
} from '../index.ts'

const add = endpoint('POST /customers', {
  summary: 'For the gallery',
  may: 'signed-in',
  input: z.strictObject({
    name: z.string().min(2).max(8),
    email: z.email(),
    language: z.enum(['en', 'lo']).optional(),
    seats: z.number().max(5).optional(),
    kind: z.string().optional(),
    plan: z.string().optional(),
    note: z.string().optional(),
    secret: z.string().optional(),
    agreed: z.boolean().optional(),
  }),
  output: z.unknown(),
})

const plans = [
  { value: 'small', label: 'Small' },
  { value: 'large', label: 'ລະບົບໃຫຍ່ສຳລັບຫຼາຍສາຂາ' },
]

export default function Forms() {
  const send = useSend(add)
  return (
    <Page title="Forms" sentence="Messages stand beside their fields; a draft survives a reload.">
      <Card>
        <Form
          schema={add.input}
          start={{ name: '', email: '', note: '', kind: 'small', plan: null, agreed: false }}
          send={send}
          keep="gallery"
          label="Customer"
        >
          <TextField name="name" label="Name" required hint="As they write it themselves" />
          <TextField name="email" label="Email" type="email" required />
          <LanguageField name="language" label="Language" />
          <SelectField name="plan" label="Plan" options={plans} />
          <NumberField name="seats" label="Seats" />
          <RadioField name="kind" label="Kind" options={plans} />
          <AreaField name="note" label="Note" />
          <PasswordField name="secret" label="Password" />
          <CheckField name="agreed" label="Agreed to be written to" />
          <Submit>Add customer</Submit>
        </Form>
      </Card>
    </Page>
  )
}
