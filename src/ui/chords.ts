type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>

/**
 * What was pressed, by the key's place when its letter is not Latin: on a Thai or Lao keyboard `g i` must work too,
 * where `event.key` says 'เ'. Modifiers alone say nothing.
 */
export function chordOf({ key, code, ctrlKey, metaKey, altKey }: Pressed): string {
  if (altKey || ['Control', 'Meta', 'Shift', 'Alt', 'Dead', 'Process'].includes(key)) return ''
  const mod = ctrlKey || metaKey ? 'mod+' : ''
  return mod + (/^[\x20-\x7e]$/.test(key) || key.length > 1 ? key.toLowerCase() : placeOf(code, key))
}

const placeOf = (code: string, key: string) =>
  code.startsWith('Key') ? code.slice(3).toLowerCase() : code.startsWith('Digit') ? code.slice(5) : key

/** The newest shortcut that ends here: two keys in a row come before one. */
export function matchChord<T extends { keys: string }>(all: readonly T[], before: string, chord: string): T | undefined {
  return all.findLast(one => before && one.keys === `${before} ${chord}`) ?? all.findLast(one => one.keys === chord)
}
