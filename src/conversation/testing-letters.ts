type Written = { from: string; to: string; subject: string; text: string; id?: string; refersTo?: string; headers?: string }

let count = 0

/** A plain mail as a person's program writes it. */
export function written({ from, to, subject, text, id, refersTo, headers }: Written): string {
  const encoded = /^[\x20-\x7e]*$/.test(subject) ? subject : `=?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`
  const host = /@([^>\s]+)/.exec(from)?.[1] ?? 'x.example'
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encoded}`,
    `Message-ID: <${id ?? `letter-${++count}@${host}`}>`,
    ...(refersTo ? [`In-Reply-To: ${refersTo}`, `References: ${refersTo}`] : []),
    ...(headers ? headers.split('\n') : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text.split('\n'),
    '',
  ].join('\r\n')
}
