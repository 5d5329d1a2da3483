import { createHash } from 'node:crypto'
import type { Letter } from '#kernel/imap.ts'
import type { Bounce } from './bounced.ts'

/** What a mail server says of one mail of ours. */
export type Report = Omit<Bounce, 'address'>

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/**
 * Reads a delivery report (RFC 3464) or a complaint (RFC 5965). It has to name a Message-ID of ours, or come to a return address that does: anybody
 * can write a letter that says that an address does not work.
 * @returns null when it is something else: a reply, a notice that a server is still trying
 */
export function readReport({ raw, mail }: Letter): Report | null {
  const parts = mail.attachments.map(part => ({ type: part.contentType, text: part.content.toString('latin1') }))
  const status = parts.find(part => part.type === 'message/delivery-status')?.text
  const complaint = parts.find(part => part.type === 'message/feedback-report')?.text
  const mailId = ourMail(parts.map(part => part.text).join('\n'), raw.toString('latin1'))
  if (!mailId || (status === undefined && complaint === undefined)) return null
  const report = createHash('sha256').update(raw).digest()
  if (complaint !== undefined) return { mailId, report, kind: 'complaint', status: null, said: fieldOf(complaint, 'Feedback-Type') }
  const code = fieldOf(status!, 'Status')
  const action = fieldOf(status!, 'Action')?.toLowerCase()
  if (action !== 'failed') return null
  return {
    mailId,
    report,
    kind: isFinal(code) ? 'hard' : 'soft',
    status: code,
    said: fieldOf(status!, 'Diagnostic-Code') ?? mail.subject ?? null,
  }
}

/** 5.x is for good, but that a mailbox is full (5.2.2), which passes; 4.x passes. */
const isFinal = (code: string | null) => code?.startsWith('5') === true && code !== '5.2.2'

/** One field, its folded lines joined. */
function fieldOf(text: string, name: string): string | null {
  const found = new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, 'im').exec(text)
  return found
    ? found[1]!
        .replace(/\s+/g, ' ')
        .replace(/^rfc822;|^smtp;/i, '')
        .trim()
        .slice(0, 1000)
    : null
}

/** The id in the Message-ID of what came back, else in the address to which it came. */
function ourMail(original: string, whole: string): string | null {
  const named = new RegExp(`^Message-ID:\\s*<(${UUID})@`, 'im').exec(original)
  const returned = new RegExp(`^(?:Delivered-To|X-Original-To|To|Envelope-To):.*\\+(${UUID})@`, 'im').exec(whole)
  return named?.[1] ?? returned?.[1] ?? null
}
