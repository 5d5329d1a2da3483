import { words } from './words.ts'

export type Written = { text: string; language: string; own: boolean }
/** In how many texts of one's own, and in how many of the others', something stands. */
export type Used = { kind: 'word' | 'link'; key: string; own: number; peers: number }

/** What stands in fewer texts says nothing of how somebody writes. */
const FEWEST = 5
const LINK = /https?:\/\/([^\s<>"')\]]+)/giu

/** Words and links by the number of texts they stand in; figures and single letters are no words. */
export function used(texts: readonly Written[]): Used[] {
  const found = new Map<string, Used>()
  for (const { text, language, own } of texts)
    for (const [kind, key] of inOne(text, language)) {
      const one = found.get(`${kind} ${key}`) ?? { kind, key, own: 0, peers: 0 }
      one[own ? 'own' : 'peers']++
      found.set(`${kind} ${key}`, one)
    }
  return [...found.values()].filter(({ own, peers }) => own >= FEWEST || peers >= FEWEST)
}

/** Each once, however often it stands there. */
function inOne(text: string, language: string): ['word' | 'link', string][] {
  const links = [...text.matchAll(LINK)].map(([, address = '']) => address.replace(/[.,;:!?/]+$/u, '').replace(/[?#].*$/u, ''))
  const plain = text.replace(LINK, ' ')
  const told = words(plain, language === 'und' ? 'en' : language).map(word => word.normalize('NFKC').toLowerCase())
  const good = told.filter(word => [...word].length > 1 && !/\p{N}/u.test(word))
  return [
    ...[...new Set(good)].map(word => ['word', word] as ['word', string]),
    ...[...new Set(links)].map(link => ['link', link] as ['link', string]),
  ]
}
