import { cut } from '#core/text/graphemes.ts'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import type { Routing } from '#rules/api.ts'
import { type Because, type Candidate, loadRouting, pickOwner } from '#rules/index.ts'
import type { Hint } from './acting.ts'
import { loadCandidates } from './owners.ts'
import type { SaidRow } from './said.ts'
import { loadTimes, policyOf, resolvingFrom, type Times, topicsAbove, waitingFrom } from './timing.ts'

/** So many graphemes of what was said stand in a list. */
export const WORDS = 500

export type By = { by: 'rule' | 'member'; quiet: boolean; ownerId?: string | undefined }
/** Who may own cases and what is promised: loaded once for many cases. */
export type Ready = { members: Candidate[]; times: Times; routing: Routing; skillsOf: (topicId: string | null) => string[] }
export async function loadReady(ctx: Writing): Promise<Ready> {
  const routing = await loadRouting(ctx)
  const above = routing.skills.length > 0 ? await topicsAbove(ctx) : () => []
  const skillsOf = (topicId: string | null) => routing.skills.filter(one => above(topicId).includes(one.topicId)).map(one => one.skill)
  return { members: await loadCandidates(ctx), times: await loadTimes(ctx), routing, skillsOf }
}

/** What was said, and what rules say about its case. */
export type Hinted = SaidRow & { hint?: Hint }

export type NewCase = ReturnType<typeof newCase>

/** A case as its row will be, without its number. Counts for the owner at once, so that many at a time are shared out. */
export function newCase({ now }: Pick<Writing, 'now'>, one: Omit<Hinted, 'id'>, ready: Ready, { by, ownerId }: By) {
  const { times, routing } = ready
  const language = one.language === 'und' ? (one.customerLanguages?.[0] ?? 'und') : one.language
  const { priority = 'normal', ruleId = null } = one.hint ?? {}
  const { owner, because } = pickFor(ready, { ...one, language, hint: one.hint ?? {}, chosenId: ownerId })
  Object.assign(owner, { open: owner.open + 1, lastAt: now })
  const policy = policyOf(times, { ...one, priority })
  const waiting = waitingFrom(policy, now, true)
  return {
    id: newId(),
    customerId: one.customerId,
    accountId: one.accountId,
    author: one.author,
    topicId: one.topicId,
    ownerId: owner.id,
    ownerWhy: JSON.stringify(because),
    queuedUntil: queuedUntil(routing, because, now),
    ruleId,
    channel: one.channel,
    language,
    words: cut(one.text, WORDS),
    saidAt: one.saidAt,
    score: one.score,
    scale: one.scale,
    scaleMin: one.scaleMin,
    scaleMax: one.scaleMax,
    mood: one.mood,
    openedBy: by,
    openedAt: now,
    priority,
    ...waiting,
    ...resolvingFrom(policy, now),
    firstDueAt: waiting.dueAt,
    lastActivityAt: now,
    key: [one.customerName, one.author, one.accountName, one.text].filter(Boolean).join('\n'),
  }
}

type Choosing = {
  language: string
  topicId: string | null
  customerOwnerId: string | null
  accountOwnerId: string | null
  hint: Hint
  chosenId?: string | undefined
}

/** Who shall answer, and why: whom a person chose, whom a rule names if they are there, else as owners are chosen. */
export function pickFor(
  { members, routing, skillsOf }: Ready,
  { hint, chosenId, language, topicId, ...theirs }: Choosing,
): { owner: Candidate; because: Because } {
  const chosen = members.find(member => member.id === chosenId)
  if (chosen) return { owner: chosen, because: { why: 'hand' } }
  const named = members.find(member => member.id === hint.ownerId && member.available)
  if (named) return { owner: named, because: { why: 'rule' } }
  const ownerIds = [theirs.customerOwnerId, theirs.accountOwnerId]
  return pickOwner(members, { ownerIds, language, skills: skillsOf(topicId), teamId: hint.teamId }, routing)
}

/** Where teams have a queue it is only offered to its owner at first: anybody of the team may take it. */
const queuedUntil = ({ queueMinutes }: Routing, { why }: Because, now: Date) =>
  queueMinutes > 0 && (why === 'shared' || why === 'turn') ? new Date(now.getTime() + queueMinutes * 60_000) : null
