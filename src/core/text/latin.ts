/** Words that nearly every sentence of the language has; English has the commonest words of short customer comments besides. */
const COMMON: Record<string, string> = {
  en: `a the and is was are were be been have has had it its this that these those of to for with from at by as but not you your i my me we our
    us they them their he she his her an or if so very too can could will would should do does did don't didn't isn't wasn't can't couldn't it's
    i'm i've which who what when where why how there here than then just only also more most much many some any all no on in out up about
    after before over into because really never always again still even get got great good nice excellent amazing awesome love easy bad poor
    terrible worst best better fast slow quick friendly helpful happy service support customer staff team thanks thank you need needs want
    work works working use using used user like time features feature price expensive cheap simple useful awful okay perfect tool
    everything nothing delivery clean food free product quality recommend problem help intuitive collaboration issue issues`,
  fr: `le la les un une des du de et est sont été être avoir ai avez avons ont pas ne que qui pour dans sur avec sans par plus très trop mais ou où
    je j'ai vous nous il elle ils elles ce cette ces c'est mon ma mes votre vos notre leur au aux bien bon bonne service merci rapide livraison
    qualité produit produits plantes plante site commande rien tout toujours conforme parfait parfaite emballage colis prix satisfait satisfaite
    reçu choix facile facilité qualite tres satisfaite délai délais délais rapidité bonjour envoi soin`,
  de: `der die das ein eine einen und ist sind war nicht mit von für auf zu im den dem ich wir sie es haben hat sehr gut aber auch noch nur wie
    oder bei nach wird werden kann mein meine ihr ihre sich alles immer schnell danke leider mehr kein keine`,
  es: `el la los las un una unos y es son fue no que por para con sin del al muy pero más se me mi su lo le como está están todo nada bien
    bueno buena servicio gracias yo ya también porque cuando hay muy excelente atención`,
  it: `il lo la gli le un una di che e è sono non per con del della dei delle al alla nel molto ma più mi ho ha si come anche tutto sempre
    bene buono grazie servizio questo questa ottimo ancora perché`,
  pt: `o a os as um uma de do da dos das e é são foi não que por para com sem no nos nas muito mas mais me meu minha se como está tudo bem
    bom boa obrigado obrigada serviço também ele ela você atendimento ótimo`,
  nl: `de het een en is zijn was niet met van voor op te in den ik wij we ze heb heeft zeer goed maar ook nog alleen hoe bij naar wordt kan
    mijn alles altijd snel dank helaas meer geen heel prima`,
  vi: `và là không có của được cho với tôi bạn này rất nhưng cũng những một các đã sẽ trong khi rồi quá tốt dịch vụ`,
  id: `yang dan di ke dari ini itu untuk dengan tidak ada saya kami anda sangat bagus baik tapi juga sudah akan bisa karena pelayanan terima kasih`,
}

const languages = Object.keys(COMMON)
/** word → the languages that have it; a word of several counts for each. */
const owners = new Map<string, number[]>()
for (const [nth, language] of languages.entries())
  for (const word of new Set(COMMON[language]!.split(/\s+/))) owners.set(word, [...(owners.get(word) ?? []), nth])

const WORD = /[\p{Script=Latin}]+(?:['’][\p{Script=Latin}]+)*/gu
/** Enough to know a language by; the rest of a long text is not read. */
const READ_CHARACTERS = 600

/** The language whose commonest words a Latin text has most of; `und` on a tie or when it has none. */
export function latinLanguage(text: string): string {
  const scores = new Array<number>(languages.length).fill(0)
  for (const [word] of text.slice(0, READ_CHARACTERS).toLowerCase().normalize('NFC').matchAll(WORD)) count(word.replace('’', "'"), scores)
  const best = scores.indexOf(Math.max(...scores))
  const tied = scores.filter(score => score === scores[best]).length > 1
  return scores[best] === 0 || tied ? 'und' : languages[best]!
}

/** A word of one language speaks more clearly than one of many; French elides, so l'équipe is also l' and équipe. */
function count(word: string, scores: number[]): void {
  for (const owner of owners.get(word) ?? []) scores[owner]! += 1 / owners.get(word)!.length
  if (/^(?:[ldnjmtsc]|qu)'/.test(word) && !owners.has(word)) scores[languages.indexOf('fr')]! += 1
}
