import type { Mailbox } from '../api.ts'

/** What stands in the form: text for lists, nothing for passwords that are kept. */
export type MailboxValues = ReturnType<typeof valuesOf>

/** A mailbox as the form has it; a new one has what most have. */
export const valuesOf = (one: Mailbox | null) => ({
  name: one?.name ?? '',
  address: one?.address ?? '',
  otherAddresses: one?.otherAddresses.join(', ') ?? '',
  host: one?.host ?? '',
  port: one?.port ?? 993,
  secure: one?.secure ?? true,
  username: one?.username ?? '',
  password: '',
  answers: one?.answers ?? 'plus',
  usual: one?.usual ?? false,
  teamIds: one?.teams.map(({ id }) => id) ?? ([] as string[]),
  acknowledge: one?.acknowledge ?? false,
  trustedServer: one?.trustedServer ?? '',
  ownServer: one?.ownServer ?? false,
  smtpHost: one?.smtpHost ?? '',
  smtpPort: one?.smtpPort ?? 465,
  smtpSecure: one?.smtpSecure ?? true,
  smtpUsername: one?.smtpUsername ?? '',
  smtpPassword: '',
})

/** As the server takes it. What is empty and need not be there is absent. */
export function inputOf({ otherAddresses, trustedServer, ...values }: MailboxValues) {
  const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  return {
    ...said,
    otherAddresses: otherAddresses.split(/[\s,;]+/).filter(Boolean),
    trustedServer: trustedServer.trim() || null,
  }
}
