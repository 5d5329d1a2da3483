import { useState } from 'react'
import { type Out, useSend } from '#ui/api.ts'
import { AreaField, CheckField, confirm, Form, notice, SelectField, Submit, TextField } from '#ui/index.ts'
import { type Language, languageNames, languages, useText } from '#ui/text.tsx'
import { addUpdate, bulletinStates, listAffected, listBulletins, readBulletin } from '../api.ts'
import messages from '../messages/index.ts'

type Values = { state: string; tell: boolean } & { [field: string]: string | boolean }

/** What is said, in the languages of the affected first; who has none of these gets the company's. */
export function UpdateForm({ bulletin, onDone }: { bulletin: Out<typeof readBulletin>; onDone: () => void }) {
  const t = useText(messages)
  const counted = (language: Language) => bulletin.languages.find(one => one.language === language)?.count ?? 0
  const order = [...languages].sort((a, b) => counted(b) - counted(a))
  const [shown, setShown] = useState(order.filter(one => counted(one) > 0).length || 1)
  const send = useSend(addUpdate, {
    refresh: [readBulletin, listBulletins, listAffected],
    onDone: () => notice({ text: t('update.done'), tone: 'good' }),
  })
  const sure = (values: Values) =>
    values.tell
      ? confirm({ title: t('tell.sure', { n: bulletin.affected }), text: t('tell.sure-why'), button: t('tell.button') })
      : Promise.resolve(true)
  const start: Values = {
    state: bulletin.state,
    tell: false,
    ...Object.fromEntries(
      languages.flatMap(one => [
        [`subject-${one}`, ''],
        [`text-${one}`, ''],
      ]),
    ),
  }
  const asked = {
    isPending: send.isPending,
    error: send.error,
    mutateAsync: async (input: never) => {
      if (!(await sure(input as Values))) throw new Error('not sure')
      return send.mutateAsync(input)
    },
  }
  return (
    <Form
      schema={addUpdate.input}
      start={start}
      send={asked}
      input={values => inputOf(bulletin.id, values)}
      keep={`update-${bulletin.id}`}
      onDone={onDone}
      label={t('update')}
    >
      <SelectField name="state" label={t('state')} options={bulletinStates.map(value => ({ value, label: t(`state.${value}`) }))} />
      {order.slice(0, shown).map(one => (
        <fieldset key={one} className="radios">
          <legend>{t('in-language', { language: languageNames[one], n: counted(one) })}</legend>
          <TextField name={`subject-${one}`} label={t('subject')} lang={one} />
          <AreaField name={`text-${one}`} label={t('text')} lang={one} />
        </fieldset>
      ))}
      {shown < order.length && (
        <button type="button" className="as-button" onClick={() => setShown(shown + 1)}>
          {t('one-more')}
        </button>
      )}
      <CheckField name="tell" label={t('tell')} hint={t('tell.why')} />
      <Submit>{t('update.send')}</Submit>
    </Form>
  )
}

function inputOf(id: string, values: Values) {
  const words = Object.fromEntries(
    languages.flatMap(one => {
      const [subject, text] = [String(values[`subject-${one}`] ?? '').trim(), String(values[`text-${one}`] ?? '').trim()]
      return subject || text ? [[one, { subject, text }]] : []
    }),
  )
  return { id, state: values.state, tell: values.tell, words }
}
