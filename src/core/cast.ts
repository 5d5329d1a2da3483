export type CastKey = 'dala' | 'anna' | 'khamla' | 'waraporn' | 'sreymom' | 'noi' | 'somchai' | 'sok' | 'marta' | 'bounmy' | 'keo'

/** A fixed person of the sample company. */
export type CastMember = {
  key: CastKey
  name: string
  email: string
  role: 'rep' | 'manager' | 'head' | 'champion' | 'viewer' | 'admin'
  /** Whom they report to; null at the top. */
  managerKey: CastKey | null
  /** Languages they work in, the first being the one they read the product in. */
  languages: readonly ('en' | 'th' | 'lo' | 'km')[]
  /** Keys of the main topics that they know best. */
  skills: readonly string[]
}

const person = (
  key: CastKey,
  name: string,
  role: CastMember['role'],
  managerKey: CastKey | null,
  languages: CastMember['languages'],
  skills: readonly string[] = [],
): CastMember => ({ key, name, email: `${key}@sabai.example`, role, managerKey, languages, skills })

/**
 * The people whom tests, the sample company and the pictures share. Names are whole: Lao and Thai put the given name first,
 * Khmer the family name, and nobody may split them.
 */
export const cast: readonly CastMember[] = [
  person('dala', 'Dalavanh Phommachanh', 'admin', null, ['lo', 'en']),
  person('anna', 'Anna Weber', 'head', null, ['en']),
  person('khamla', 'Khamla Vongsa', 'manager', 'anna', ['lo', 'th', 'en'], ['terminal', 'payout']),
  person('waraporn', 'วราภรณ์ ชัยสิทธิ์', 'manager', 'anna', ['th', 'en'], ['internet', 'billing']),
  person('sreymom', 'ជា ស្រីមុំ', 'manager', 'anna', ['km', 'en'], ['terminal', 'account']),
  person('noi', 'Noi Keomany', 'rep', 'khamla', ['lo', 'th', 'en'], ['terminal', 'payout']),
  person('somchai', 'Somchai Boonmee', 'rep', 'waraporn', ['th', 'en'], ['internet', 'billing']),
  person('sok', 'Sok Dara', 'rep', 'sreymom', ['km', 'en'], ['terminal', 'account']),
  person('marta', 'Marta Lindqvist', 'rep', 'khamla', ['en'], ['payout', 'account']),
  person('bounmy', 'Bounmy Sisavath', 'champion', 'anna', ['lo', 'en']),
  person('keo', 'Keo Inthavong', 'viewer', 'anna', ['lo', 'en']),
]
