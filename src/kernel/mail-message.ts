import type { Taken } from './mail-lease.ts'
import type { fileBytes } from './stored-file.ts'

type File = NonNullable<Awaited<ReturnType<typeof fileBytes>>>

/** A mail as the SMTP server gets it, with its files. */
export function message(
  mail: Taken,
  files: readonly File[],
  { mailFrom, mailReplyTo }: { mailFrom: string | null; mailReplyTo: string | null },
) {
  const site = mailFrom ?? 'sabai@localhost'
  const plain = mail.fromAddress ?? addressIn(site)
  const from = mail.fromAddress ? { name: mail.workspaceName, address: plain } : site
  const replyTo = mail.comesIn ? mail.replyTo : (mailReplyTo ?? mail.replyTo)
  return {
    from: mail.fromName ? { name: `${mail.fromName} (${mail.workspaceName})`, address: plain } : from,
    // Never as a text: one with a comma in it would be two people.
    to: { name: mail.toName ?? '', address: mail.toAddress },
    ...(mail.cc.length > 0 ? { cc: mail.cc.map(address => ({ name: '', address })) } : {}),
    ...(replyTo ? { replyTo } : {}),
    subject: mail.subject,
    text: mail.text ?? '',
    ...(mail.html ? { html: mail.html } : {}),
    // The id stays the same through every try; its host is the sender's, so that it is no sign of spam.
    messageId: hosted(mail.messageId, plain),
    ...(mail.inReplyTo ? { inReplyTo: hosted(mail.inReplyTo, plain), references: mail.thread.map(id => hosted(id, plain)) } : {}),
    headers: {
      'Content-Language': mail.language,
      ...(mail.purpose === 'reply' ? {} : { 'Auto-Submitted': 'auto-generated' }),
      ...mail.headers,
    },
    ...(mail.returnTo !== null ? { envelope: { from: mail.returnTo, to: [mail.toAddress, ...mail.cc] } } : {}),
    attachments: files.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: bytes })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Of `Help <help@example.com>`. */
export const addressIn = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from

const hosted = (messageId: string, from: string) => messageId.replace('sabai.invalid', from.split('@')[1] ?? 'localhost')
