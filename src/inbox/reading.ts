import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Reading, Tx } from '#kernel/slice.ts'
import type { CaseDetail, CaseState, Entry } from './api.ts'
import { addressOf, replyLanguage, subjectOf } from './replying.ts'
import { caseOf, caseRows, feedbackOf, feedbackRows, ref } from './shape.ts'
import { mustSee, type Sight, sees, sightOf } from './sight.ts'
import { changesOf } from './timeline.ts'

/** One case with everything that a person needs to answer it. */
export async function readCase(ctx: Reading, id: string): Promise<CaseDetail> {
  const { db, who } = ctx
  const sight = await sightOf(ctx)
  const row = await caseRows(db, who.language)
    .leftJoin('cause', 'cause.id', 'customerCase.causeId')
    .leftJoin('policy', 'policy.id', 'customerCase.policyId')
    .select([
      'customerCase.causeId',
      'cause.name as causeName',
      'customerCase.done',
      'customerCase.openedBy',
      'customerCase.openedByMember',
    ])
    .select([
      'customerCase.firstRepliedBy',
      'customerCase.resolvedBy',
      'customerCase.lateAt',
      'customerCase.mergedInto',
      'customerCase.firstDueAt',
    ])
    .select([
      'customerCase.priority',
      'customerCase.resolveDueAt',
      'customerCase.ownerWhy',
      'customerCase.queuedUntil',
      'policy.name as policyName',
    ])
    .where('customerCase.id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('case')
  mustSee(sight, row.ownerId)
  const said = (await feedbackRows(db, who.language).where('feedback.caseId', '=', id).orderBy('feedback.saidAt').limit(200).execute()).map(
    feedbackOf,
  )
  const names = await namesOf(db, [row.firstRepliedBy, row.resolvedBy, row.openedByMember])
  const member = (memberId: string | null) => ref(memberId, names.get(memberId ?? '') ?? null)
  const entries: Entry[] = [
    ...said.map(feedback => ({ kind: 'feedback' as const, id: feedback.id, at: feedback.receivedAt, feedback })),
    ...(await entriesOf(ctx, id)),
    ...(await changesOf(ctx, { id, openedAt: row.openedAt, openedByMember: member(row.openedByMember), firstDueAt: row.firstDueAt })),
  ]
  return {
    ...caseOf(row),
    customerKnown: row.customerId ? await customerOf(ctx, sight, row.customerId, id) : null,
    timeline: entries.sort((a, b) => a.at.getTime() - b.at.getTime() || order[a.kind] - order[b.kind]),
    cause: ref(row.causeId, row.causeName),
    done: row.done,
    openedBy: row.openedBy as 'rule' | 'member',
    firstRepliedBy: member(row.firstRepliedBy),
    resolvedBy: member(row.resolvedBy),
    lateAt: row.lateAt,
    priority: row.priority as CaseDetail['priority'],
    policy: row.policyName || null,
    resolveDueAt: row.resolveDueAt,
    because: row.ownerWhy as CaseDetail['because'],
    queuedUntil: row.state === 'open' ? row.queuedUntil : null,
    mergedInto: await mergedInto(ctx, row.mergedInto),
    reply: await replyOf(ctx, row),
    may: mayDo(who, row),
  }
}

/** What is merged into another can only be split from it; all else is done there. */
function mayDo({ may }: Reading['who'], { state, mergedInto }: { state: string; mergedInto: string | null }): CaseDetail['may'] {
  const answers = may('inbox.reply') && mergedInto === null
  const goesOn = answers && state !== 'resolved'
  return {
    reply: goesOn,
    resolve: goesOn,
    reopen: answers && state === 'resolved',
    assign: answers,
    due: may('inbox.due') && state === 'open',
    merge: answers,
    split: may('inbox.reply') && mergedInto !== null,
  }
}

async function mergedInto({ db }: Reading, id: string | null) {
  if (!id) return null
  const row = await db.selectFrom('customerCase').select(['id', 'number', 'state']).where('id', '=', id).executeTakeFirstOrThrow()
  return { ...row, state: row.state as CaseState }
}

/** What happened in one moment is told in this order. */
const order = { feedback: 0, message: 1, note: 2, change: 3 } as const

/** The id of the case that people call by a number. */
export async function findCase(ctx: Reading, number: number) {
  const row = await ctx.db
    .selectFrom('customerCase')
    .select(['id', 'number', 'state', 'ownerId'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) throw notFound('case')
  mustSee(await sightOf(ctx), row.ownerId)
  return { id: row.id, number: row.number, state: row.state as CaseState }
}

export async function namesOf(db: Db | Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await (db as Tx).selectFrom('member').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

async function entriesOf({ db, who }: Reading, caseId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('caseEntry')
    .leftJoin('member', 'member.id', 'caseEntry.memberId')
    .leftJoin('mail', 'mail.id', 'caseEntry.mailId')
    .select([
      'caseEntry.id',
      'caseEntry.kind',
      'caseEntry.direction',
      'caseEntry.memberId',
      'caseEntry.at',
      'caseEntry.text',
      'caseEntry.language',
    ])
    .select(['caseEntry.fromAddress', 'caseEntry.fromName', 'caseEntry.cc'])
    .select(['caseEntry.toAddress', 'caseEntry.editedAt', 'caseEntry.removedAt', 'member.name', 'mail.state as mailState', 'mail.problem'])
    .where('caseEntry.caseId', '=', caseId)
    .orderBy('caseEntry.at')
    .limit(500)
    .execute()
  return rows.map(row => {
    const { id, at, language } = row
    const by = ref(row.memberId, row.name)
    if (row.kind === 'note') {
      const mine = row.memberId !== null && row.memberId === who.memberId
      const text = row.removedAt && !mine ? '' : row.text
      return { kind: 'note', id, at, by, text, language, editedAt: row.editedAt, removedAt: row.removedAt, mine }
    }
    const mail = row.mailState ? { state: row.mailState as 'waiting', problem: row.problem } : null
    const direction = row.direction as 'in' | 'out'
    const from = row.fromAddress ? { name: row.fromName, address: row.fromAddress } : null
    return { kind: 'message', id, at, direction, by, to: row.toAddress, from, cc: row.cc, text: row.text, language, mail }
  })
}

async function replyOf({ db, who, workspace }: Reading, row: { customerId: string | null; language: string; number: number }) {
  const to = await addressOf(db, row.customerId)
  const language = replyLanguage(to?.languages ?? [], row.language, workspace.language)
  const me = who.memberId ? await db.selectFrom('member').select('email').where('id', '=', who.memberId).executeTakeFirst() : null
  return { to: to?.address ?? null, language, subject: subjectOf(language, workspace.name, row.number), replyTo: me?.email ?? null }
}

async function customerOf(ctx: Reading, sight: Sight, id: string, caseId: string): Promise<CaseDetail['customerKnown']> {
  const { db, who } = ctx
  const row = await db
    .selectFrom('customer')
    .leftJoin('account', 'account.id', 'customer.accountId')
    .leftJoin('member', 'member.id', 'customer.ownerId')
    .select(['customer.id', 'customer.name', 'customer.callAs', 'customer.languages', 'customer.accountId', 'account.name as accountName'])
    .select(['customer.ownerId', 'member.name as ownerName', 'customer.createdAt'])
    .where('customer.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('customer.not-found', 404)
  const ways = db
    .selectFrom('contactWay')
    .select(['id', 'kind', 'value', 'preferred', 'bouncedAt'])
    .where('customerId', '=', id)
    .where('archivedAt', 'is', null)
  const likes = db
    .selectFrom('preference')
    .select(['id', 'text', 'source', 'consent'])
    .where('customerId', '=', id)
    .where('archivedAt', 'is', null)
  const others = caseRows(db, who.language)
    .where('customerCase.customerId', '=', id)
    .where('customerCase.id', '<>', caseId)
    .where('customerCase.mergedInto', 'is', null)
  return {
    id: row.id,
    name: row.name,
    callAs: row.callAs,
    languages: row.languages,
    account: ref(row.accountId, row.accountName),
    owner: ref(row.ownerId, row.ownerName),
    since: row.createdAt,
    contactWays: await ways.orderBy('preferred', 'desc').orderBy('createdAt').execute(),
    preferences: await likes.orderBy('createdAt').execute(),
    cases: (await others.orderBy('customerCase.openedAt', 'desc').limit(10).execute())
      .map(caseOf)
      .map(one => ({ ...one, mayRead: sees(sight, one.owner.id) })),
    said: (
      await feedbackRows(db, who.language).where('feedback.customerId', '=', id).orderBy('feedback.saidAt', 'desc').limit(20).execute()
    ).map(feedbackOf),
  }
}
