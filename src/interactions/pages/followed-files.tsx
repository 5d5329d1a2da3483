import { useAsk } from '#ui/api.ts'
import { Ago, Card, Section } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { listFollowed } from '../connection-api.ts'
import messages from '../messages/index.ts'

/** Logs that this server follows. Which file that is, only who may run commands there can say: here stands the command, and how far it is. */
export function FollowedFiles() {
  const t = useText(messages)
  const { number } = useFormats()
  const { items } = useAsk(listFollowed, {})
  return (
    <Card label={t('followed')}>
      <Section title={t('followed')}>
        <p className="soft">{t('followed.why')}</p>
        <pre className="command">
          <code>npm run sabai -- follow asterisk-queue-log /var/log/asterisk/queue_log</code>
        </pre>
        {items.length === 0 && <p className="sm dim">{t('followed.none')}</p>}
        <ul className="stack">
          {items.map(({ source, name, lines, refused, movedAt }) => (
            <li key={`${source} ${name}`} className="row wrap">
              <b dir="auto">{name}</b>
              <span className="sm dim">{source}</span>
              <span className="sm num grow">{t('followed.lines', { lines: number(lines), refused: number(refused) })}</span>
              <span className="sm dim">
                <Ago at={movedAt} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </Card>
  )
}
