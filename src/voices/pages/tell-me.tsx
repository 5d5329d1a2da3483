import { Button } from '@mantine/core'
import { IconBellPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Dialog, Form, notice, RadioField, Submit, TextField } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { listSubscriptions, subscribe, type VoiceFilters } from '../api.ts'
import messages from '../messages/index.ts'

/** The filter as it stands becomes something that one is told of. */
export default function TellMe({ filter }: { filter: Partial<VoiceFilters> }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const send = useSend(subscribe, { refresh: [listSubscriptions], onDone: () => notice({ text: t('subscribed'), tone: 'good' }) })
  return (
    <>
      <Button
        variant="default"
        className="no-print"
        leftSection={<IconBellPlus size={17} stroke={1.7} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('tell-me')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('tell-me')}>
        <Form
          schema={subscribe.input}
          start={{ name: filter.q ?? '', by: 'notice' }}
          send={send}
          input={{ filter }}
          onDone={() => setOpen(false)}
          label={t('tell-me')}
        >
          <TextField name="name" label={t('tell-me.name')} required autoFocus />
          <RadioField
            name="by"
            label={t('tell-me.by')}
            options={(['notice', 'mail'] as const).map(value => ({ value, label: t(`by.${value}`) }))}
          />
          <Submit>{t('tell-me')}</Submit>
        </Form>
      </Dialog>
    </>
  )
}
