import type { Out } from '#ui/api.ts'
import { useAsk } from '#ui/api.ts'
import { Bars } from '#ui/bars.tsx'
import { Card, Empty, Grid, Page, Section } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { languageNames, useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { OTHERS, surveyRates } from '../rates-api.ts'

type Part = Out<typeof surveyRates>['parts'][number]

/** Who answered of those who were asked, who is silent, and what the score would be if all groups had answered alike. */
export default function Who() {
  const t = useText(messages)
  const { number } = useFormats()
  const { params } = usePlace('/surveys/$id/who')
  const { name, asked, answered, rate, parts } = useAsk(surveyRates, { survey: params.id })
  const share = (one: number | null) => (one === null ? '–' : `${number(one * 100)} %`)
  const sentence =
    rate.value === null
      ? t('who.few', { answered, asked })
      : t('who.rate', { answered, asked, rate: share(rate.value), low: share(rate.low), high: share(rate.high) })
  return (
    <Page title={t('who')} over={name} sentence={asked > 0 && sentence} trail={[{ page: `/surveys/${params.id}/answers`, label: name }]}>
      {asked === 0 ? (
        <Empty title={t('who.none')}>{t('who.none-why')}</Empty>
      ) : (
        <div className="part-stack">
          {parts.map(part => (
            <OnePart key={part.by} part={part} />
          ))}
        </div>
      )}
    </Page>
  )
}

function OnePart({ part: { by, groups, weighted } }: { part: Part }) {
  const t = useText(messages)
  const { number } = useFormats()
  const share = (one: number | null) => (one === null ? '–' : `${number(one * 100)} %`)
  const nameOf = ({ group, name }: Part['groups'][number]) =>
    group === OTHERS
      ? t('who.others')
      : group === '' || group === 'und'
        ? t(by === 'segment' ? 'who.no-segment' : 'who.unknown')
        : by === 'language'
          ? (languageNames[group as 'en'] ?? group)
          : (name ?? group)
  return (
    <Section title={t(`who.by.${by}`)}>
      <Card>
        <Bars
          label={t(`who.by.${by}`)}
          rows={groups.map(one => ({
            ...{ key: one.group, label: nameOf(one), value: one.value, low: one.low, high: one.high },
            end: t('who.group', { rate: share(one.value), answered: one.answered, asked: one.asked }),
          }))}
        />
        <Grid
          label={t('who.composition')}
          rows={groups}
          keyOf={one => one.group}
          columns={[
            { key: 'group', head: t(`who.by.${by}`), cell: nameOf },
            { key: 'asked', head: t('who.of-asked'), num: true, cell: one => share(one.ofAsked) },
            { key: 'answered', head: t('who.of-answered'), num: true, cell: one => share(one.ofAnswered) },
          ]}
        />
        {weighted && (
          <p className="sm soft">
            {t('who.weighted', {
              raw: number(weighted.raw, 1),
              value: number(weighted.value, 1),
              low: number(weighted.low, 1),
              high: number(weighted.high, 1),
              n: weighted.n,
              effective: number(weighted.effective),
              covered: share(weighted.covered),
            })}
          </p>
        )}
      </Card>
    </Section>
  )
}
