import { Select, useFormHere } from '#ui/index.ts'

const zones = Intl.supportedValuesOf('timeZone')
export const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** A time zone, found by any part of its name. */
export function ZoneField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const { form } = useFormHere()
  const chosen = form.getValues()[name] as string
  const all = zones.includes(chosen) ? zones : [chosen, ...zones]
  return (
    <Select
      {...form.getInputProps(name)}
      data-path={name}
      label={label}
      {...(hint && { description: hint })}
      searchable
      allowDeselect={false}
      data={all}
      limit={60}
    />
  )
}
