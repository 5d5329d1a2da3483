import { LangTag, Said, Score } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import type { ResponseItem } from '../results-api.ts'
import { useChannelName } from './names.ts'

/** A response in a list: who, when, what score, and what they said. */
export function ResponseLine({ one, query }: { one: ResponseItem; query?: string | undefined }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  const channelName = useChannelName()
  const { score, customer, account, comment, language } = one
  return (
    <div className="stack response-line">
      <div className="row between wrap">
        <span className="row wrap">
          <b>{customer ? <Said size="name" text={customer.name} /> : t('somebody')}</b>
          {account && <span className="sm dim">{account.name}</span>}
        </span>
        {score && <Score value={score.value} scale={{ min: score.min, max: score.max }} mood={score.mood} />}
      </div>
      {comment && <Said text={comment} language={language} query={query} />}
      <div className="row wrap xs dim">
        <time dateTime={one.respondedAt.toISOString()}>{dateTime(one.respondedAt)}</time>
        <span>{channelName(one.channel)}</span>
        {comment && <LangTag language={language} />}
      </div>
    </div>
  )
}
