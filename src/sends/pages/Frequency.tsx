import type { surveyKinds } from '#surveys/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, CheckField, Form, NumberField, notice, Page, PageTabs, Submit, useFormHere, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { getFrequency, setFrequency } from '../api.ts'
import type { FrequencyRules, Limit } from '../frequency-api.ts'
import messages from '../messages/index.ts'
import './sends.css'

type Kind = (typeof surveyKinds)[number]
type Scope = 'overall' | 'each' | Kind
type Values = Record<string, string | number | boolean>
const kinds: Scope[] = ['nps', 'csat', 'ces']

const put = (scope: Scope, limit: Limit | null | undefined): Values => ({
  [`${scope}-most`]: limit?.most ?? '',
  [`${scope}-days`]: limit?.days ?? '',
  [`${scope}-gap`]: limit?.gapDays ?? '',
})

/** An empty row is no limit of its own. */
function take(values: Values, scope: Scope): Limit | null {
  const [most, days, gapDays] = ['most', 'days', 'gap'].map(field =>
    values[`${scope}-${field}`] === '' ? null : Number(values[`${scope}-${field}`]),
  )
  return most === null && gapDays === null ? null : { most: most ?? null, days: days ?? 365, gapDays: gapDays ?? null }
}

const startOf = ({ overall, each, kinds: own, remindersCount }: FrequencyRules): Values => ({
  ...put('overall', overall),
  ...put('each', each),
  ...Object.assign({}, ...kinds.map(kind => put(kind, own[kind as Kind]))),
  remindersCount,
})

const rulesOf = (values: Values, before: FrequencyRules): { rules: FrequencyRules } => {
  const own = kinds.map(kind => [kind, take(values, kind)] as const).filter(([, limit]) => limit !== null)
  const others = Object.entries(before.kinds).filter(([kind]) => !kinds.includes(kind as Scope))
  return {
    rules: {
      overall: take(values, 'overall'),
      each: take(values, 'each') ?? { most: null, days: 365, gapDays: null },
      kinds: Object.fromEntries([...others, ...own]),
      remindersCount: Boolean(values.remindersCount),
    },
  }
}

/** How often anybody may be asked, whatever asks. */
export default function Frequency() {
  const t = useText(messages)
  const may = useMay()('sends.change')
  const { rules } = useAsk(getFrequency, {})
  const send = useSend(setFrequency, { refresh: [getFrequency], onDone: () => notice({ tone: 'good', text: t('frequency.saved') }) })
  return (
    <Page title={t('frequency')} sentence={t('frequency.sentence')}>
      <PageTabs of="/sends" />
      <Card>
        <Form
          schema={setFrequency.input}
          start={startOf(rules)}
          send={send}
          input={values => rulesOf(values, rules)}
          label={t('frequency')}
          className="form wide"
        >
          <fieldset disabled={!may} className="form wide">
            <Limits scope="overall" legend={t('scope.overall')} />
            <Limits scope="each" legend={t('scope.each')} />
            {kinds.map(kind => (
              <Limits key={kind} scope={kind} legend={t('scope.kind', { kind: kind.toUpperCase() })} />
            ))}
            <CheckField name="remindersCount" label={t('reminders-count')} />
            {may && <Submit>{t('save')}</Submit>}
          </fieldset>
        </Form>
      </Card>
    </Page>
  )
}

function Limits({ scope, legend }: { scope: Scope; legend: string }) {
  const t = useText(messages)
  useFormHere()
  return (
    <fieldset className="limits">
      <legend>{legend}</legend>
      <NumberField name={`${scope}-most`} label={t('limit.most')} min={1} max={1000} />
      <NumberField name={`${scope}-days`} label={t('limit.days')} min={1} max={730} />
      <NumberField name={`${scope}-gap`} label={t('limit.gap')} min={1} max={730} />
    </fieldset>
  )
}
