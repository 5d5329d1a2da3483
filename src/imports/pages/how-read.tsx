import { Card, NumberInput, Select } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { ImportDetail } from '../api.ts'
import messages from '../messages/index.ts'
import { useChange } from './use-change.ts'

const encodings: Record<string, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  'windows-874': 'Windows-874 (TIS-620)',
}

/** How the file is read, where it was guessed wrong: letters that look strange, columns that run together, a heading taken for a row. */
export function HowRead({ one }: { one: ImportDetail }) {
  const t = useText(messages)
  const { change, waiting } = useChange(one)
  const { format, encoding, delimiter, headerRow, sheets } = one.found
  const choose = (choice: ImportDetail['choices']) => change({ choices: { ...one.choices, ...choice } })
  if (format === 'json' || (format === 'xlsx' && sheets.length === 0)) return null
  const marks = [
    { value: ',', label: t('mark.comma') },
    { value: ';', label: t('mark.semicolon') },
    { value: '\t', label: t('mark.tab') },
    { value: '|', label: t('mark.bar') },
  ]
  return (
    <Card label={t('how-read')} className="questions">
      <h2>{t('how-read')}</h2>
      {format !== 'xlsx' && (
        <Select
          label={t('encoding')}
          description={t('encoding-hint')}
          data={one.found.encodings.map(value => ({ value, label: encodings[value] ?? value }))}
          value={encoding}
          disabled={waiting}
          allowDeselect={false}
          onChange={next => next && choose({ encoding: next })}
        />
      )}
      {format === 'csv' && (
        <Select
          label={t('delimiter')}
          data={marks}
          value={delimiter}
          disabled={waiting}
          allowDeselect={false}
          onChange={next => next && choose({ delimiter: next })}
        />
      )}
      {format === 'xlsx' && sheets.length > 1 && (
        <Select
          label={t('which-sheet')}
          data={sheets.map((label, at) => ({ value: String(at), label }))}
          value={String(one.choices.sheet ?? 0)}
          disabled={waiting}
          allowDeselect={false}
          onChange={next => choose({ sheet: Number(next), headerRow: undefined })}
        />
      )}
      {format !== 'jsonl' && (
        <NumberInput
          label={t('header-row')}
          description={t('header-row-hint')}
          min={0}
          max={1000}
          value={headerRow}
          disabled={waiting}
          allowDecimal={false}
          hideControls
          onBlur={event =>
            event.currentTarget.value !== '' &&
            Number(event.currentTarget.value) !== headerRow &&
            choose({ headerRow: Number(event.currentTarget.value) })
          }
        />
      )}
    </Card>
  )
}
