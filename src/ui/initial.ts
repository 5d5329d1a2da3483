const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** Thai and Lao vowels that are written before the consonant they follow: nobody's initial. */
const preposed = /^[เแโใไເແໂໃໄ]/

/**
 * The first letter of a name, whole with its marks; a name is never split into parts.
 *
 * @example initial('ເພັດ ສີສະຫວັດ') // 'ພັ'
 */
export function initial(name: string): string {
  const whole = name.trim().normalize('NFC')
  const rest = preposed.test(whole) ? whole.slice(1) : whole
  const [first] = graphemes.segment(rest)
  return first ? first.segment.toLocaleUpperCase() : '·'
}
