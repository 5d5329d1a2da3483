import { Button } from '@mantine/core'
import { useAsk, useSend } from '#ui/api.ts'
import { useText } from '#ui/text.tsx'
import { addAlert, listAlerts, removeAlert } from '../alerts-api.ts'
import messages from '../messages/index.ts'

type Whose = { level?: 'company' | 'manager' | 'member' | undefined; of?: string | undefined }

/** Whether one is told when this line leaves what it does by itself. */
export function WatchSignals({ metric, asked: { level = 'company', of }, subject }: { metric: string; asked: Whose; subject: string }) {
  const t = useText(messages)
  const { items } = useAsk(listAlerts, {})
  const add = useSend(addAlert, { refresh: [listAlerts] })
  const remove = useSend(removeAlert, { refresh: [listAlerts] })
  const mine = items.find(one => one.metric === metric && one.level === level && one.subjectId === subject)
  if (mine)
    return (
      <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate({ id: mine.id })}>
        {t('alert.remove')}
      </Button>
    )
  return (
    <Button variant="default" size="xs" loading={add.isPending} onClick={() => add.mutate({ metric, level, of })}>
      {t('alert.add')}
    </Button>
  )
}
