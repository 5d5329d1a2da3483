import type { Reading, Site, Tx, Writing } from '#kernel/slice.ts'
import { answerAddressOf, answerToken } from './answer-address.ts'

/** The case that a reply is written in. */
type Of = { id: string; number: number; mailboxId: string | null; wroteTo: string | null }
/** `from`: null means the installation's own address. `senderId`: whose own mail server carries it. */
export type Leaving = { from: string | null; senderId: string | null; answers: string }

type Box = Awaited<ReturnType<typeof boxesOf>>[number]

/** A mail server sends only for domains that its owner has allowed; the mailbox's own server is its owner's business. */
export const mayLeaveAs = (
  { mailDomains }: Pick<Site, 'mailDomains'>,
  { smtpHost }: { smtpHost: string | null },
  address: string,
): boolean => smtpHost !== null || mailDomains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase())

const boxesOf = (tx: Tx) =>
  tx
    .selectFrom('mailbox')
    .select(['id', 'address', 'otherAddresses', 'answers', 'usual', 'smtpHost'])
    .where('archivedAt', 'is', null)
    .where('pausedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(200)
    .execute()

/**
 * From where a reply in this case leaves, and where its answer comes: by the address that the customer wrote to, else by the mailbox of the writer's
 * team, else by the usual one, else by the oldest. Null: this workspace reads none.
 */
export async function leavingFrom(ctx: Reading | Writing, one: Of, memberId: string | null): Promise<Leaving | null> {
  const tx = 'tx' in ctx ? ctx.tx : (ctx.db as never as Tx)
  const boxes = await boxesOf(tx)
  const box =
    boxes.find(({ id }) => id === one.mailboxId) ?? (await ofTeam(tx, boxes, memberId)) ?? boxes.find(({ usual }) => usual) ?? boxes[0]
  if (!box) return null
  const from = one.wroteTo && addressesOf(box).includes(one.wroteTo) ? one.wroteTo : box.address
  return {
    from: mayLeaveAs(ctx.site, box, from) ? from : null,
    senderId: box.smtpHost === null ? null : box.id,
    answers: answerAddressOf(box, ctx.workspace, one.number, answerToken(ctx.site, one.id)),
  }
}

/** A manager writes as their own team does. */
async function ofTeam(tx: Tx, boxes: readonly Box[], memberId: string | null): Promise<Box | undefined> {
  const me = memberId && (await tx.selectFrom('member').select(['id', 'managerId']).where('id', '=', memberId).executeTakeFirst())
  if (!me) return undefined
  const managers = [me.id, me.managerId].filter(id => id !== null)
  const teams = await tx.selectFrom('mailboxTeam').select(['managerId', 'mailboxId']).where('managerId', 'in', managers).execute()
  const team = teams.find(({ managerId }) => managerId === me.id) ?? teams[0]
  return boxes.find(({ id }) => id === team?.mailboxId)
}

export const addressesOf = ({ address, otherAddresses }: { address: string; otherAddresses: readonly string[] }): string[] => [
  address.toLowerCase(),
  ...otherAddresses,
]
