import { latinLanguage } from './latin.ts'

export type Script = 'thai' | 'lao' | 'khmer' | 'latin' | 'other'
/** The dominant language as a BCP 47 tag, `und` where nothing honest can be said, and each script's share of the letters. */
export type LanguageOf = { language: string; shares: Partial<Record<Script, number>> }

const LANGUAGE = { thai: 'th', lao: 'lo', khmer: 'km' } as const
/** Names and products are written in Latin letters within Thai, Lao and Khmer: a quarter of its own letters makes the language. */
const ENOUGH = 0.25
/** A web address is in no language. */
const ADDRESS = /\S+:\/\/\S+/g

/** Thai, Lao and Khmer by their letters; Latin text by its commonest words, and `und` rather than a guess. */
export function languageOf(text: string): LanguageOf {
  const counts = lettersByScript(text.includes('://') ? text.replace(ADDRESS, ' ') : text)
  const total = counts.thai + counts.lao + counts.khmer + counts.latin + counts.other
  if (total === 0) return { language: 'und', shares: {} }
  return { language: dominant(text, counts, total), shares: sharesOf(counts, total) }
}

type Counts = Record<Script, number>

function dominant(text: string, counts: Counts, total: number): string {
  const own = (['thai', 'lao', 'khmer'] as const).reduce((most, script) => (counts[script] > counts[most] ? script : most))
  if (counts[own] >= total * ENOUGH) return LANGUAGE[own]
  return counts.latin > counts.other ? latinLanguage(text) : 'und'
}

function sharesOf(counts: Counts, total: number): LanguageOf['shares'] {
  const present = Object.entries(counts).filter(([, count]) => count > 0)
  return Object.fromEntries(present.map(([script, count]) => [script, Math.round((count / total) * 1000) / 1000]))
}

function lettersByScript(text: string): Counts {
  const counts: Counts = { thai: 0, lao: 0, khmer: 0, latin: 0, other: 0 }
  for (let at = 0; at < text.length; at++) {
    const script = scriptOf(text.charCodeAt(at))
    if (script) counts[script]++
  }
  return counts
}

/** By code unit: digits, spaces, punctuation and emoji count for no script. */
function scriptOf(unit: number): Script | null {
  if (unit < 0x80) return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a ? 'latin' : null
  if (unit >= 0xc0 && unit <= 0x24f) return unit === 0xd7 || unit === 0xf7 ? null : 'latin'
  if (unit >= 0xe00 && unit <= 0xe7f) return isThaiLetter(unit) ? 'thai' : null
  if (unit >= 0xe80 && unit <= 0xeff) return unit >= 0xed0 && unit <= 0xed9 ? null : 'lao'
  if (unit >= 0x1780 && unit <= 0x17d3) return 'khmer'
  if (unit >= 0x1e00 && unit <= 0x1eff) return 'latin'
  return isOtherLetter(unit) ? 'other' : null
}

const isThaiLetter = (unit: number) => unit !== 0xe3f && unit < 0xe4f

/** Greek to Georgian and the Indic scripts, Hangul, kana and Han. */
const isOtherLetter = (unit: number) =>
  (unit >= 0x370 && unit < 0x1780) || (unit >= 0x3040 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3)
