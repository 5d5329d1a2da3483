import type { Letter } from '#kernel/imap.ts'

/**
 * `mail`: a person wrote it. `automatic`: a machine answered (RFC 3834). `bulk`: a newsletter or list. `bounce`: a mail server tells of a mail that did
 * not arrive. `own`: we wrote it. `colleague`: a member did. `loop`: too many from one address. `broken`: it could not be read.
 */
export const letterKinds = ['mail', 'automatic', 'bulk', 'bounce', 'own', 'colleague', 'loop', 'broken'] as const
export type LetterKind = (typeof letterKinds)[number]

const AWAY =
  /^\s*(auto(matic)?[- ]?(reply|response|antwort)|out of (the )?office|abwesenheit|réponse automatique|respuesta automática|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|ตอบอัตโนมัติ|ຕອບກັບອັດຕະໂນມັດ|ឆ្លើយតប\S*ស្វ័យប្រវត្តិ|自动回复|自動回覆|自動返信)/i
const MAILER = /^(mailer-daemon|postmaster|mail-daemon|bounces?)([+-][^@]*)?@/i

/** By its headers: how machines say that they are machines, so that none of them is answered or wakes anybody. */
export function kindOf({ mail, raw }: Letter): 'mail' | 'automatic' | 'bulk' | 'bounce' {
  const head = headerOf(raw)
  const from = mail.from?.value[0]?.address ?? ''
  if (isReport(mail) || MAILER.test(from) || (/^return-path:\s*<>/im.test(head) && !mail.from)) return 'bounce'
  const auto = field(head, 'auto-submitted')
  if (auto && !/^no\b/i.test(auto)) return 'automatic'
  if (has(head, 'x-autoreply') || has(head, 'x-autorespond') || has(head, 'x-autoresponder') || has(head, 'x-auto-reply-from'))
    return 'automatic'
  const precedence = field(head, 'precedence') ?? ''
  if (/auto[_-]?reply/i.test(precedence) || AWAY.test(mail.subject ?? '')) return 'automatic'
  // An empty return path is how machines ask not to be answered.
  if (/^return-path:\s*<>/im.test(head)) return 'automatic'
  if (/^(bulk|junk|list)\b/i.test(precedence) || has(head, 'list-id') || has(head, 'list-unsubscribe') || has(head, 'feedback-id'))
    return 'bulk'
  return 'mail'
}

const isReport = (mail: Letter['mail']) =>
  mail.attachments.some(part => part.contentType === 'message/delivery-status' || part.contentType === 'message/feedback-report')

/** Headers end at the first empty line; nobody needs more than this much of them. */
export function headerOf(raw: Buffer): string {
  const head = raw.subarray(0, 65_536).toString('latin1')
  const end = /\r?\n\r?\n/.exec(head)
  return (end ? head.slice(0, end.index) : head).replace(/\r?\n[ \t]+/g, ' ')
}

const field = (head: string, name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? null
const has = (head: string, name: string) => field(head, name) !== null

/** Every address that it came to, also those that only the last server knows. */
export const recipientsIn = (head: string): string[] =>
  [...head.matchAll(/^(?:to|cc|delivered-to|x-original-to|envelope-to|x-forwarded-to):(.*)$/gim)]
    .flatMap(([, list]) => (list ?? '').match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [])
    .slice(0, 500)
