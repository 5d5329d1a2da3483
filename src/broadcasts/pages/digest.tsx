import { SegmentedControl } from '@mantine/core'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, notice, Section } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { chooseDigest, digestEvery, readDigest } from '../api.ts'
import messages from '../messages/index.ts'

/** How often I get what customers said, and what became of it, by mail. */
export default function Digest() {
  const t = useText(messages)
  const { every } = useAsk(readDigest, {})
  const send = useSend(chooseDigest, { refresh: [readDigest], onDone: () => notice({ text: t('saved'), tone: 'good' }) })
  return (
    <Section title={t('digest')}>
      <Card>
        <p className="soft">{t('digest.why')}</p>
        <SegmentedControl
          aria-label={t('digest')}
          data={digestEvery.map(value => ({ value, label: t(`every.${value}`) }))}
          value={every}
          onChange={value => send.mutate({ every: digestEvery.find(one => one === value) ?? 'never' })}
        />
      </Card>
    </Section>
  )
}
