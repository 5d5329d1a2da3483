import { useAsk, useSend } from '#ui/api.ts'
import { AreaField, Card, Form, NumberField, notice, Section, Submit, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { changeRules, keepSignature, readRules, readSignature } from '../api.ts'
import messages from '../messages/index.ts'

/** How I sign; empty is name and company. */
export function Signature() {
  const t = useText(messages)
  const { text } = useAsk(readSignature, {})
  const send = useSend(keepSignature, {
    refresh: [readSignature],
    onDone: () => notice({ tone: 'good', text: t('signature.saved') }),
  })
  const input = (values: { text: string }) => ({ text: values.text.trim() || null })
  return (
    <Section title={t('signature.mine')}>
      <Card>
        <Form schema={keepSignature.input} start={{ text: text ?? '' }} send={send} input={input} label={t('signature.mine')}>
          <AreaField name="text" label={t('signature.text')} hint={t('signature.hint')} />
          <Submit variant="default">{t('save')}</Submit>
        </Form>
      </Card>
    </Section>
  )
}

const useRules = () => {
  const t = useText(messages)
  const send = useSend(changeRules, { refresh: [readRules], onDone: () => notice({ tone: 'good', text: t('rules.saved') }) })
  return { rules: useAsk(readRules, {}), send, mayChange: useMay()('mailboxes.change') }
}

/** What happens with an answer after resolving, and whether the customer is asked how it was. */
export function Reopening() {
  const t = useText(messages)
  const may = useMay()
  const { rules, send, mayChange } = useRules()
  return (
    <Section title={t('rules')}>
      <Card>
        <div className="form">
          {mayChange ? (
            <Form schema={changeRules.input} start={{ reopenDays: rules.reopenDays }} send={send} label={t('rules')}>
              <NumberField name="reopenDays" label={t('rules.days')} hint={t('rules.days-hint')} min={0} max={365} />
              <Submit variant="default">{t('save')}</Submit>
            </Form>
          ) : (
            <p>{t('rules.read', { n: rules.reopenDays })}</p>
          )}
          <p className="sm soft">
            {t('rules.ask')}{' '}
            {may('sends.read') && (
              <To page="/sends" className="sm">
                {t('rules.ask-where')}
              </To>
            )}
          </p>
        </div>
      </Card>
    </Section>
  )
}

/** How long mails are kept as they came. */
export function Originals() {
  const t = useText(messages)
  const { rules, send, mayChange } = useRules()
  return (
    <Section title={t('originals')}>
      <Card>
        {mayChange ? (
          <Form schema={changeRules.input} start={{ rawDays: rules.rawDays }} send={send} label={t('originals')}>
            <NumberField name="rawDays" label={t('raw-days')} hint={t('raw-days.hint')} min={0} max={3650} />
            <Submit variant="default">{t('save')}</Submit>
          </Form>
        ) : (
          <p>{t('originals.read', { n: rules.rawDays })}</p>
        )}
      </Card>
    </Section>
  )
}
