import { sql } from 'kysely'
import type { Db, Language, Tx } from '#kernel/slice.ts'
import type { Case, CaseState, Feedback, Ref } from './api.ts'

const moodName = { '-1': 'bad', '0': 'neutral', '1': 'good' } as const
export const moodNumber = { bad: -1, neutral: 0, good: 1 } as const

type Scored = { score: number | null; scale: string | null; scaleMin: number | null; scaleMax: number | null; mood: number | null }
export const scoreOf = ({ score, scale, scaleMin: min, scaleMax: max, mood }: Scored) =>
  score === null ? null : { value: score, scale, min, max, mood: mood === null ? null : moodName[String(mood) as keyof typeof moodName] }

/** A pair of columns as one thing, absent when its id is. */
export const ref = (id: string | null, name: string | null): Ref | null => (id === null ? null : { id, name: name ?? '' })

/** A topic's name in the reader's language, else its own. */
export const topicName = (language: Language) => sql<string | null>`coalesce(topic.names ->> ${language}, topic.name)`

/** Cases with the names that a list shows: one statement, every join by primary key. */
export const caseRows = (db: Db | Tx, language: Language) =>
  (db as Tx)
    .selectFrom('customerCase')
    .leftJoin('customer', 'customer.id', 'customerCase.customerId')
    .leftJoin('account', 'account.id', 'customerCase.accountId')
    .leftJoin('topic', 'topic.id', 'customerCase.topicId')
    .leftJoin('member', 'member.id', 'customerCase.ownerId')
    .select(['customerCase.id', 'customerCase.number', 'customerCase.state', 'customerCase.words', 'customerCase.language'])
    .select(['customerCase.score', 'customerCase.scale', 'customerCase.scaleMin', 'customerCase.scaleMax', 'customerCase.mood'])
    .select(['customerCase.channel', 'customerCase.customerId', 'customerCase.author', 'customerCase.accountId', 'customerCase.topicId'])
    .select(['customerCase.ownerId', 'customerCase.saidAt', 'customerCase.openedAt', 'customerCase.dueAt', 'customerCase.firstRepliedAt'])
    .select(['customerCase.resolvedAt', 'customerCase.lastActivityAt', 'customerCase.reopened'])
    .select([
      'customer.name as customerName',
      'account.name as accountName',
      'member.name as ownerName',
      topicName(language).as('topicName'),
    ])

export type CaseRow = Awaited<ReturnType<ReturnType<typeof caseRows>['execute']>>[number]

export const caseOf = (row: CaseRow): Case => ({
  id: row.id,
  number: row.number,
  state: row.state as CaseState,
  words: row.words,
  language: row.language,
  score: scoreOf(row),
  channel: row.channel,
  customer: ref(row.customerId, row.customerName),
  author: row.author,
  account: ref(row.accountId, row.accountName),
  topic: ref(row.topicId, row.topicName),
  owner: { id: row.ownerId, name: row.ownerName ?? '' },
  saidAt: row.saidAt,
  openedAt: row.openedAt,
  dueAt: row.dueAt,
  firstRepliedAt: row.firstRepliedAt,
  resolvedAt: row.resolvedAt,
  lastActivityAt: row.lastActivityAt,
  reopened: row.reopened,
})

export const casesOf = (rows: readonly CaseRow[]): Case[] => rows.map(caseOf)

export const feedbackRows = (db: Db | Tx, language: Language) =>
  (db as Tx)
    .selectFrom('feedback')
    .leftJoin('customer', 'customer.id', 'feedback.customerId')
    .leftJoin('account', 'account.id', 'feedback.accountId')
    .leftJoin('topic', 'topic.id', 'feedback.topicId')
    .leftJoin('customerCase', 'customerCase.id', 'feedback.caseId')
    .select([
      'feedback.id',
      'feedback.text',
      'feedback.language',
      'feedback.score',
      'feedback.scale',
      'feedback.scaleMin',
      'feedback.scaleMax',
    ])
    .select(['feedback.mood', 'feedback.channel', 'feedback.source', 'feedback.customerId', 'feedback.author', 'feedback.accountId'])
    .select(['feedback.topicId', 'feedback.saidAt', 'feedback.saidAtKnown', 'feedback.receivedAt', 'feedback.repliedAt', 'feedback.caseId'])
    .select(['customer.name as customerName', 'account.name as accountName', topicName(language).as('topicName')])
    .select(['customerCase.number as caseNumber', 'customerCase.state as caseState'])

export type FeedbackRow = Awaited<ReturnType<ReturnType<typeof feedbackRows>['execute']>>[number]

export const feedbackOf = (row: FeedbackRow): Feedback => ({
  id: row.id,
  text: row.text,
  language: row.language,
  score: scoreOf(row),
  channel: row.channel,
  source: row.source,
  customer: ref(row.customerId, row.customerName),
  author: row.author,
  account: ref(row.accountId, row.accountName),
  topic: ref(row.topicId, row.topicName),
  saidAt: row.saidAt,
  saidAtKnown: row.saidAtKnown,
  receivedAt: row.receivedAt,
  repliedAt: row.repliedAt,
  case: row.caseId === null ? null : { id: row.caseId, number: row.caseNumber!, state: row.caseState as CaseState },
})
