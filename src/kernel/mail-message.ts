import type { Taken } from './mail-lease.ts'

/** A mail as the SMTP server gets it. */
export function message(mail: Taken, { mailFrom, mailReplyTo }: { mailFrom: string | null; mailReplyTo: string | null }) {
  const from = mailFrom ?? 'sabai@localhost'
  const plain = /<([^>]+)>/.exec(from)?.[1] ?? from
  const replyTo = mailReplyTo ?? mail.replyTo
  return {
    from: mail.fromName ? { name: `${mail.fromName} (${mail.workspaceName})`, address: plain } : from,
    // Never as a text: one with a comma in it would be two people.
    to: { name: mail.toName ?? '', address: mail.toAddress },
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
    ...(mail.returnTo ? { envelope: { from: mail.returnTo, to: mail.toAddress } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const hosted = (messageId: string, from: string) => messageId.replace('sabai.invalid', from.split('@')[1] ?? 'localhost')
