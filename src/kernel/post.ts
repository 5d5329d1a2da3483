import type { Transporter } from 'nodemailer'
import { gatherer } from './gather.ts'
import { finding, type Inside, reading, system, working, writing } from './inside.ts'
import type { Compose, Posted } from './mail.ts'
import { type Desk, LEASE_MS, type Taken, take } from './mail-lease.ts'
import { message } from './mail-message.ts'
import { isOfTheWay, type MailProblem, noteAll, postpone, type Went } from './mail-noting.ts'
import { mailWays, type Sender, type SenderOf, type Ways } from './mail-ways.ts'
import type { SignIn } from './sign-in.ts'
import { fileBytes } from './stored-file.ts'

/** So many go at the same moment, each on a connection that is kept; the address of the server may say otherwise (`?maxConnections=2`). */
export const AT_ONCE = 5
/** What one person waits for has connections of its own, so that it waits behind nothing that thousands get. */
const FIRST_AT_ONCE = 2
const FOUND = 200
const TAKEN = 50
const LONGEST_MS = 80_000

type Run = () => Promise<number>
export type Post = {
  /** Both lanes, for who has no loops. @returns how many mails were looked at */
  run: Run
  /** One for what somebody waits for, one for what many get: neither waits for the other. */
  lanes: readonly Run[]
  close: () => void
  configured: boolean
}
type Settings = { mailFrom: string | null; mailReplyTo: string | null; signIn: Pick<SignIn, 'resetToken'> }
type Carrier = {
  inside: Inside
  settings: Settings
  desk: Desk
  posted: ReadonlyMap<string, Posted>
  senderOf: SenderOf | undefined
  note: ReturnType<typeof gatherer<Went>>
}
type Lane = Carrier & { many: boolean; ways: Ways; atOnce: number }
type Due = { workspaceId: string; id: string; senderId: string | null }

/** Takes waiting mail to the SMTP server. Without one it only lets mail expire: nothing is lost, the page "Waiting mail" shows it. */
export function post(
  inside: Inside,
  settings: Settings & { smtpUrl: string | null },
  composers: ReadonlyMap<string, Compose>,
  posted: ReadonlyMap<string, Posted>,
  failed: (problem: Error, what: string) => void,
  senderOf?: SenderOf,
): Post {
  const desk = { canSend: settings.smtpUrl !== null, composers, signIn: settings.signIn, failed }
  const carrier = { inside, settings, desk, posted, senderOf, note: gatherer<Went>() }
  const lane = (many: boolean, atOnce: number): Lane => ({ ...carrier, many, atOnce, ways: mailWays(settings.smtpUrl, atOnce) })
  const both = [lane(false, FIRST_AT_ONCE), lane(true, AT_ONCE)]
  const lanes = both.map(one => () => runLane(one))
  return {
    configured: desk.canSend,
    lanes,
    run: async () => (await lanes[0]!()) + (await lanes[1]!()),
    close: () => {
      for (const { ways } of both) ways.close()
    },
  }
}

/** By one server a workspace after the other; servers of senders' own side by side, so that one that hangs holds up only its own. */
async function runLane(lane: Lane): Promise<number> {
  const due = await findDue(lane)
  const groups = [...Map.groupBy(due, ({ workspaceId, senderId }) => `${workspaceId} ${senderId ?? ''}`).values()]
  const site = async () => {
    for (const group of groups.filter(one => !one[0]!.senderId)) await carryAll(lane, group)
  }
  const own = groups.filter(one => one[0]!.senderId).map(group => carryAll(lane, group))
  const done = await Promise.allSettled([site(), ...own])
  for (const one of done) if (one.status === 'rejected') throw one.reason
  return due.length
}

const findDue = ({ inside, many }: Lane): Promise<Due[]> =>
  finding(inside, ({ tx, now }) =>
    tx
      .selectFrom('mail')
      .select(['workspaceId', 'id', 'senderId'])
      .where('state', '=', 'waiting')
      .where('many', '=', many)
      .where('tryAt', '<=', now)
      .orderBy('tryAt')
      .limit(FOUND)
      .execute(),
  )

async function carryAll(lane: Lane, mails: readonly Due[]): Promise<void> {
  const { workspaceId, senderId } = mails[0]!
  const sender = senderId ? await senderNow(lane, workspaceId, senderId) : null
  for (let at = 0; at < mails.length; at += TAKEN) {
    const latest = performance.now() + LEASE_MS - LONGEST_MS
    const ids = mails.slice(at, at + TAKEN).map(({ id }) => id)
    const taken = await takeOrPutOff(lane, workspaceId, ids)
    await sendAll(
      lane,
      workspaceId,
      sender ? taken : taken.map(mail => ({ ...mail, fromAddress: senderId ? null : mail.fromAddress })),
      latest,
      {
        ...{ senderId, sender },
      },
    )
  }
}

/** One whose server is gone sends by the installation's, under the installation's address. */
const senderNow = ({ inside, senderOf }: Lane, workspaceId: string, senderId: string): Promise<Sender | null> =>
  reading(inside, workspaceId, system, async ({ workspace, now }) => working(inside, workspace, system, now)).then(
    ctx => senderOf?.(ctx, senderId) ?? null,
  )

/** What cannot be taken together is taken one by one, so that the others go; the one that fails alone is put off. */
async function takeOrPutOff(lane: Lane, workspaceId: string, ids: readonly string[]): Promise<Taken[]> {
  const { inside, desk } = lane
  try {
    return await writing(inside, workspaceId, system, ctx => take(ctx, ids, desk))
  } catch (error) {
    desk.failed(error as Error, `mails ${ids.length}`)
    if (ids.length === 1) await writing(inside, workspaceId, system, ctx => postpone(ctx, ids[0]!, error as Error)).catch(() => {})
  }
  const taken: Taken[] = []
  if (ids.length > 1) for (const id of ids) taken.push(...(await takeOrPutOff(lane, workspaceId, [id])))
  return taken
}

type By = { senderId: string | null; sender: Sender | null }

/** A few at once, each noted before the next goes: a crash leaves no more than these in doubt. What is too late for its lease goes with the next. */
async function sendAll(lane: Lane, workspaceId: string, taken: readonly Taken[], latest: number, by: By) {
  const { inside, posted, note, atOnce } = lane
  const left = [...taken]
  const store = (went: readonly Went[]) => writing(inside, workspaceId, system, ctx => noteAll(ctx, went, posted))
  let closed: MailProblem | null = null
  const line = async () => {
    for (let mail = left.shift(); mail && performance.now() < latest; mail = left.shift()) {
      // Who cannot sign in for one cannot for the next: a server that hangs is asked once a round.
      const problem: MailProblem | null = closed ?? (await send(lane, workspaceId, mail, by))
      if (by.sender && problem && isOfTheWay(problem)) closed = problem
      await note(workspaceId, store, { mail, problem })
    }
  }
  const lines = await Promise.allSettled(Array.from({ length: Math.min(atOnce, taken.length) }, line))
  if (by.sender && taken.length > 0) await by.sender.noted(closed)
  for (const one of lines) if (one.status === 'rejected') throw one.reason
}

async function send(lane: Lane, workspaceId: string, mail: Taken, by: By): Promise<MailProblem | null> {
  const files = await filesOf(lane.inside, workspaceId, mail)
  try {
    const way = await wayOf(lane, by)
    await way.sendMail({ ...message(mail, files, lane.settings), signal: AbortSignal.timeout(LONGEST_MS) } as never)
    return null
  } catch (problem) {
    return problem as MailProblem
  }
}

function wayOf({ ways }: Lane, { senderId, sender }: By): Promise<Transporter> {
  if (sender) return ways.of(senderId!, sender)
  if (ways.site) return ways.site()
  throw new Error('there is no mail server')
}

type Files = Parameters<typeof message>[1]

/** Read as the mail goes: a few mails' files in memory at most. */
const filesOf = async (inside: Inside, workspaceId: string, { fileIds }: Taken): Promise<Files> => {
  const files = []
  for (const id of fileIds) files.push(await reading(inside, workspaceId, system, ({ db }) => fileBytes(db, id)))
  return files.filter(file => file !== null)
}
