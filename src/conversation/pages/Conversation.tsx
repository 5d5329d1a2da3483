import { Page, PageTabs, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { Allowances } from './allowances.tsx'
import { Originals, Reopening, Signature } from './habits.tsx'
import { Templates } from './templates.tsx'
import './conversation.css'

/** How we write: my signature, templates, how long an answer opens a case again, and what may be given without asking. */
export default function Conversation() {
  const t = useText(messages)
  const may = useMay()
  return (
    <Page title={t('conversation')} sentence={t('conversation.why')}>
      <PageTabs of="/settings" />
      <div className="habits">
        {may('inbox.reply') && <Signature />}
        {may('mailboxes.read') && <Reopening />}
        <Templates />
        {may('conversation.goodwill') && <Allowances />}
        {may('mailboxes.read') && <Originals />}
      </div>
    </Page>
  )
}
