import { searchKey } from '#core/text/normalise.ts'

const NAMES: Record<string, string> = {
  en: 'english eng anglais อังกฤษ ภาษาอังกฤษ ອັງກິດ ພາສາອັງກິດ អង់គ្លេស ភាសាអង់គ្លេស',
  th: 'thai tha thaï ไทย ภาษาไทย ໄທ ພາສາໄທ ថៃ ភាសាថៃ',
  lo: 'lao laotian ลาว ภาษาลาว ລາວ ພາສາລາວ ឡាវ ភាសាឡាវ',
  km: 'khmer cambodian khm kh เขมร ภาษาเขมร ຂະເໝນ ພາສາຂະເໝນ ខ្មែរ ភាសាខ្មែរ',
  fr: 'french fra fre français francais ฝรั่งเศส ຝຣັ່ງ បារាំង',
  vi: 'vietnamese vie เวียดนาม ຫວຽດນາມ វៀតណាម',
  zh: 'chinese zho chi mandarin จีน ຈີນ ចិន',
}
const byName = new Map(
  Object.entries(NAMES).flatMap(([tag, names]) => [tag, ...names.split(' ')].map(name => [searchKey(name), tag] as const)),
)

/** The tag of a language written as a name in one of our languages, or as a tag (`th`, `th-TH`, `pt_BR`). */
export function languageNamed(text: string): string | undefined {
  const name = searchKey(text.trim())
  const known = byName.get(name)
  if (known) return known
  const tag = /^([a-z]{2,3})([-_][a-z\d]{2,8})*$/.exec(name)?.[1]
  return tag && (byName.get(tag) ?? (isLanguage(tag) ? tag : undefined))
}

const isLanguage = (tag: string) => new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined
