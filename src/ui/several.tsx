import { CloseButton } from '@mantine/core'
import { Select } from './late.tsx'
import { useKernelText } from './text.tsx'

type SeveralProps = {
  label: string
  hint?: string
  options: readonly { value: string; label: string }[]
  value: readonly string[]
  onChange: (value: string[]) => void
  error?: string | undefined
}

/** Several of many, each a chip that can be taken out again, and a box to add the next. */
export function Several({ label, hint, options, value, onChange, error }: SeveralProps) {
  const t = useKernelText()
  const left = options.filter(one => !value.includes(one.value))
  const nameOf = (id: string) => options.find(one => one.value === id)?.label ?? id
  return (
    <div className="several">
      <Select
        label={label}
        {...(hint ? { description: hint } : {})}
        data={left.map(one => ({ ...one }))}
        value={null}
        searchable
        error={error}
        placeholder={t('several.add')}
        onChange={next => next && onChange([...value, next])}
      />
      {value.length > 0 && (
        <ul className="several-chosen" aria-label={label}>
          {value.map(id => (
            <li key={id} className="tag">
              {nameOf(id)}
              <CloseButton
                size="sm"
                aria-label={t('several.remove', { name: nameOf(id) })}
                onClick={() => onChange(value.filter(one => one !== id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
