// Made by scripts/types.ts from the migrated schema. Do not edit: `npm test` fails when it is stale.
import type { ColumnType, Generated } from 'kysely'

export type Timestamp = ColumnType<Date, Date | string, Date | string>
export type Json = ColumnType<unknown, string, string>

export interface Absence {
  workspaceId: Generated<string>
  id: string
  memberId: string
  fromAt: Timestamp
  untilAt: Timestamp
  reason: Generated<string>
  byMember: string | null
  createdAt: Timestamp
  beganAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  cancelledAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Account {
  workspaceId: Generated<string>
  id: string
  source: Generated<string>
  externalId: string | null
  name: string
  nameKey: string
  plan: string | null
  monthlyRevenue: number | null
  currency: string | null
  startsOn: string | null
  endsOn: string | null
  ownerId: string | null
  searchKey: string
  grams: string | null
  importId: string | null
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  mergedInto: string | null
  bareName: Generated<string | null>
}

export interface AccountRevenue {
  workspaceId: Generated<string>
  accountId: string
  fromOn: string
  monthlyRevenue: number | null
  currency: string | null
}

export interface Acknowledgement {
  workspaceId: Generated<string>
  caseId: string
  onDay: string
  letterId: string
  address: string
  at: Timestamp
}

export interface Action {
  workspaceId: Generated<string>
  id: string
  what: string
  kind: string
  state: Generated<string>
  ownerId: string
  dueOn: string
  checkAfterDays: Generated<number>
  checkOn: string | null
  createdAt: Timestamp
  byMember: string | null
  changedAt: Timestamp
  startedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  doneAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  checkedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  verdict: string | null
  relapsedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  relapses: Generated<number>
  overdueAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  overdueToldAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ActionCause {
  workspaceId: Generated<string>
  actionId: string
  causeId: string
}

export interface Allowance {
  workspaceId: Generated<string>
  id: string
  role: string
  kind: string
  name: string
  mostOnce: number
  mostMonthly: number
  currency: string | null
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  changedAt: Timestamp
}

export interface ApiKey {
  workspaceId: Generated<string>
  id: string
  name: string
  scopes: string[]
  hash: Buffer
  hint: string
  createdAt: Timestamp
  byMember: string | null
  lastUsedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  revokedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ArticleView {
  workspaceId: Generated<string>
  id: string
  source: string
  externalId: string
  article: string
  visitor: string | null
  customerId: string | null
  language: string | null
  viewedAt: Timestamp
  seconds: number | null
  topicId: string | null
  thenContact: string | null
  importId: string | null
  changedAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  again: Generated<boolean>
}

export interface Ask {
  workspaceId: Generated<string>
  id: string
  toMember: string
  byMember: string
  question: string
  about: string | null
  aboutId: string | null
  askedAt: Timestamp
  dueAt: Timestamp
  answeredAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  answer: string | null
  lateAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  withdrawnAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Asking {
  workspaceId: Generated<string>
  id: string
  participantId: string
  customerId: string
  surveyKind: string
  at: Timestamp
  reminder: Generated<boolean>
  mailId: string | null
}

export interface Attachment {
  workspaceId: Generated<string>
  fileId: string
  caseId: string
  memberId: string
  name: string
  type: string
  bytes: number
  warning: string | null
  at: Timestamp
  sentIn: string | null
}

export interface Attempt {
  bucket: string
  windowStart: Timestamp
  count: number
}

export interface Benchmark {
  workspaceId: Generated<string>
  id: string
  kind: string
  name: string
  metric: string
  metricVersion: number
  scale: string
  method: string
  value: number
  n: number | null
  deviation: number | null
  industry: string
  region: string
  year: number
  sourceUrl: string
  licence: string
  shown: Generated<boolean>
  importId: string | null
  writtenBy: string | null
  writtenAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Bounce {
  workspaceId: Generated<string>
  id: string
  report: Buffer
  mailId: string
  participantId: string | null
  address: string
  kind: string
  status: string | null
  said: string | null
  at: Timestamp
}

export interface BroughtSurvey {
  workspaceId: Generated<string>
  source: string
  origin: string
  scale: string
  surveyId: string
}

export interface Bulletin {
  workspaceId: Generated<string>
  id: string
  kind: string
  title: string
  workaround: Generated<string>
  state: Generated<string>
  ownerId: string
  actionId: string | null
  filter: ColumnType<unknown, string | undefined, string>
  createdAt: Timestamp
  byMember: string | null
  beganAt: Timestamp
  fixedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  publicAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface BulletinPerson {
  workspaceId: Generated<string>
  bulletinId: string
  customerId: string
  foundAt: Timestamp
  byMember: string | null
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface BulletinUpdate {
  workspaceId: Generated<string>
  id: string
  bulletinId: string
  at: Timestamp
  byMember: string | null
  state: string
  words: Json
  tell: boolean
  toldUpTo: string | null
  toldAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Calendar {
  workspaceId: Generated<string>
  id: string
  name: string
  zone: string
  periods: Json
  country: string | null
  region: string | null
  ownDays: ColumnType<unknown, string | undefined, string>
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface CaseCounter {
  workspaceId: Generated<string>
  last: number
}

export interface CaseEntry {
  workspaceId: Generated<string>
  id: string
  caseId: string
  kind: string
  direction: string | null
  memberId: string | null
  at: Timestamp
  text: string
  language: Generated<string>
  toAddress: string | null
  mailId: string | null
  messageId: string | null
  editedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  fromAddress: string | null
  fromName: string | null
  cc: Generated<string[]>
  automatic: Generated<boolean>
}

export interface CaseEvent {
  workspaceId: Generated<string>
  id: string
  source: string
  rowKey: Buffer
  caseKey: string
  at: Timestamp
  kind: string
  handlerId: string | null
  memberId: string | null
  importId: string | null
  snapshot: Generated<boolean>
}

export interface CaseFact {
  workspaceId: Generated<string>
  source: string
  caseKey: string
  caseId: string | null
  title: string | null
  customerId: string | null
  accountId: string | null
  topicId: string | null
  channel: string | null
  language: string | null
  createdAt: Timestamp
  firstRepliedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  firstSolvedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  lastSolvedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  solverId: string | null
  firstSolverId: string | null
  replierId: string | null
  solves: number
  reopens: number
  touches: number
  assignments: number
}

export interface CaseMerge {
  workspaceId: Generated<string>
  id: string
  caseId: string
  intoId: string
  feedbackIds: string[]
  entryIds: string[]
  stood: Json
  at: Timestamp
  undoneAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface CasePresence {
  workspaceId: Generated<string>
  caseId: string
  memberId: string
  writing: boolean
  seenAt: Timestamp
}

export interface CaseRule {
  workspaceId: Generated<string>
  id: string
  name: string
  sort: number
  conditions: Json
  actions: Json
  enabled: Generated<boolean>
  changedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface CaseThread {
  workspaceId: Generated<string>
  messageId: string
  caseId: string
  at: Timestamp
}

export interface CaseWhy {
  workspaceId: Generated<string>
  caseId: string
  position: number
  text: string
  byMember: string | null
  at: Timestamp
}

export interface CaseWorked {
  workspaceId: Generated<string>
  source: string
  caseKey: string
  replySeconds: number | null
  firstSolveSeconds: number | null
  solveSeconds: number | null
  importId: string | null
  changedAt: Timestamp
}

export interface Cause {
  workspaceId: Generated<string>
  id: string
  name: string
  searchKey: string
  topicId: string | null
  createdAt: Timestamp
  byMember: string | null
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  mergedInto: string | null
}

export interface CausePlace {
  workspaceId: Generated<string>
  causeId: string
  parentId: string
}

export interface Channel {
  workspaceId: Generated<string>
  id: string
  name: string
  shape: string
  url: string
  secret: string | null
  host: string
  language: string
  about: string[]
  createdAt: Timestamp
  byMember: string | null
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ChannelPost {
  workspaceId: Generated<string>
  id: string
  channelId: string
  eventId: string
  body: string
  at: Timestamp
  state: Generated<string>
  tryAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  attempts: Generated<number>
  problem: string | null
}

export interface Clock {
  workspaceId: Generated<string>
  kind: string
  subjectId: string
  generation: number
  dueAt: Timestamp
  firedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  stoppedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  attempts: Generated<number>
  tryAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Connection {
  workspaceId: Generated<string>
  id: string
  kind: string
  source: string
  address: string
  email: string
  token: string | null
  takes: string[]
  everyMinutes: number
  createdAt: Timestamp
  changedAt: Timestamp
  pausedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  endedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  runId: string | null
  begunAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  movedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  waitsUntil: ColumnType<Date | null, Date | string | null, Date | string | null>
  pulledAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  stream: string | null
  read: Generated<number>
  added: Generated<number>
  changed: Generated<number>
  refused: Generated<number>
  absent: Generated<string[]>
  problem: string | null
  problemSaid: string | null
  problemAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ContactWay {
  workspaceId: Generated<string>
  id: string
  customerId: string
  kind: string
  value: string
  normal: string
  preferred: Generated<boolean>
  bouncedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  importId: string | null
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ConversationRule {
  workspaceId: Generated<string>
  reopenDays: Generated<number>
  rawDays: Generated<number>
}

export interface Customer {
  workspaceId: Generated<string>
  id: string
  source: Generated<string>
  externalId: string | null
  name: string
  nameKey: string
  callAs: string | null
  accountId: string | null
  languages: Generated<string[]>
  language: Generated<string | null>
  ownerId: string | null
  notes: string | null
  searchKey: string
  grams: string | null
  importId: string | null
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  mergedInto: string | null
}

export interface CustomerCase {
  workspaceId: Generated<string>
  id: string
  number: number
  state: Generated<string>
  customerId: string | null
  accountId: string | null
  author: string | null
  topicId: string | null
  ownerId: string
  channel: string | null
  language: Generated<string>
  words: string
  saidAt: Timestamp
  score: number | null
  scale: string | null
  scaleMin: number | null
  scaleMax: number | null
  mood: number | null
  openedBy: string
  openedByMember: string | null
  openedAt: Timestamp
  dueAt: Timestamp
  firstRepliedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  firstRepliedBy: string | null
  repliedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  lateAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  lateTo: string | null
  lateToldAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  resolvedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  resolvedBy: string | null
  stateBefore: string | null
  causeId: string | null
  done: string | null
  reopened: Generated<number>
  workedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  lastActivityAt: Timestamp
  mergedInto: string | null
  searchKey: Generated<string>
  grams: string | null
  priority: Generated<string>
  policyId: string | null
  firstDueAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  waitsFromAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  dueAgreed: Generated<boolean>
  warnAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  warnedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  escalated: Generated<number>
  escalateAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  resolveSpentMinutes: Generated<number>
  resolveFromAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  resolveDueAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  resolveLateAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  queuedUntil: ColumnType<Date | null, Date | string | null, Date | string | null>
  ownerWhy: ColumnType<unknown, string | null, string | null>
  ruleId: string | null
  subject: string | null
  mailboxId: string | null
  silentAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  wroteTo: string | null
}

export interface CustomerTrait {
  workspaceId: Generated<string>
  customerId: string
  source: string
  key: string
  value: Json
  at: Timestamp
}

export interface DelightedMembership {
  workspaceId: Generated<string>
  id: string
  customerId: string
  channel: string
  properties: ColumnType<unknown, string | undefined, string>
  createdAt: Timestamp
  changedAt: Timestamp
  nextAt: Timestamp
}

export interface DelightedPerson {
  workspaceId: Generated<string>
  customerId: string
  properties: ColumnType<unknown, string | undefined, string>
  sentElsewhereAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface DelightedSettings {
  workspaceId: Generated<string>
  surveyId: string | null
  autopilotOn: Generated<boolean>
  autopilotDays: Generated<number>
  changedAt: Timestamp
}

export interface DelightedWebhook {
  workspaceId: Generated<string>
  id: string
  url: string
  secretSealed: string
  events: string[]
  createdAt: Timestamp
  pausedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  lastToldAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  lastFailure: string | null
}

export interface DigestChoice {
  workspaceId: Generated<string>
  memberId: string
  every: string
  toldAt: Timestamp
}

export interface Doubt {
  workspaceId: Generated<string>
  id: string
  kind: string
  subject: string
  subjectId: string
  otherId: string | null
  source: string
  at: Timestamp
  foundAt: Timestamp
  decision: string | null
  decidedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  decidedBy: string | null
}

export interface Draft {
  workspaceId: Generated<string>
  caseId: string
  memberId: string
  text: string
  toAddress: string | null
  cc: Generated<string[]>
  changedAt: Timestamp
}

export interface Event {
  workspaceId: Generated<string>
  id: string
  at: Timestamp
  type: string
  actorKind: string
  actorId: string | null
  subjectId: string
  customerId: string | null
  facts: Json
  awaiting: Generated<string[]>
  tryAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  attempts: Generated<number>
  problem: string | null
}

export interface EventDetail {
  workspaceId: Generated<string>
  eventId: string
  detail: Json
}

export interface Feedback {
  workspaceId: Generated<string>
  id: string
  source: string
  rowKey: Buffer
  importId: string | null
  customerId: string | null
  accountId: string | null
  author: string | null
  memberId: string | null
  topicId: string | null
  channel: string | null
  language: Generated<string>
  text: Generated<string>
  searchKey: Generated<string>
  grams: string | null
  score: number | null
  scale: string | null
  scaleMin: number | null
  scaleMax: number | null
  mood: number | null
  saidAt: Timestamp
  saidAtKnown: Generated<boolean>
  receivedAt: Timestamp
  caseId: string | null
  byRule: Generated<boolean>
  repliedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  repliedBy: string | null
}

export interface File {
  workspaceId: Generated<string>
  id: string
  name: string
  type: string
  bytes: number
  sha256: Buffer
  at: Timestamp
  byMember: string | null
}

export interface FilePart {
  workspaceId: Generated<string>
  fileId: string
  part: number
  bytes: Buffer
}

export interface FollowedFile {
  workspaceId: Generated<string>
  source: string
  path: string
  inode: string
  begins: Buffer
  bytesRead: number
  lines: number
  refused: number
  movedAt: Timestamp
}

export interface Frequency {
  workspaceId: Generated<string>
  rules: Json
  changedAt: Timestamp
  changedBy: string | null
}

export interface Gateway {
  workspaceId: Generated<string>
  id: string
  name: string
  url: string
  way: string
  secret: string
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Goodwill {
  workspaceId: Generated<string>
  id: string
  caseId: string
  customerId: string | null
  allowanceId: string
  memberId: string
  amount: number
  why: string
  at: Timestamp
  state: string
  askedOf: string | null
  decidedBy: string | null
  decidedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  decision: string | null
  outcome: string | null
}

export interface Handler {
  workspaceId: Generated<string>
  id: string
  source: string
  name: string
  nameKey: string
  memberId: string | null
  createdAt: Timestamp
  decidedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  decidedBy: string | null
}

export interface HeldMessage {
  workspaceId: Generated<string>
  id: string
  caseId: string
  memberId: string
  text: string
  toAddress: string | null
  cc: string[]
  fileIds: string[]
  resolution: ColumnType<unknown, string | null, string | null>
  writtenAt: Timestamp
  dueAt: Timestamp
  state: Generated<string>
  problem: string | null
  endedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Idempotency {
  workspaceId: Generated<string>
  actorId: string
  key: string
  fingerprint: string
  at: Timestamp
  answer: Json
}

export interface Import {
  workspaceId: Generated<string>
  id: string
  importer: string
  state: string
  fileId: string
  choices: Json
  found: Json
  mapping: Json
  settings: Json
  atRow: Generated<number>
  read: Generated<number>
  added: Generated<number>
  changed: Generated<number>
  unchanged: Generated<number>
  refused: Generated<number>
  removed: Generated<number>
  kept: Generated<number>
  keptList: ColumnType<unknown, string | undefined, string>
  problem: ColumnType<unknown, string | null, string | null>
  stopAskedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  createdAt: Timestamp
  byMember: string | null
  startedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  endedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  undoneAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  movedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  opened: Generated<number>
  told: Generated<number>
}

export interface ImportRefused {
  workspaceId: Generated<string>
  importId: string
  row: number
  part: number
  field: string
  value: string
  reason: string
}

export interface ImportedChange {
  workspaceId: Generated<string>
  importId: string
  kind: string
  subjectId: string
  before: Json
  after: Json
}

export interface Interaction {
  workspaceId: Generated<string>
  id: string
  source: string
  externalId: string
  kind: string
  direction: Generated<string>
  queue: string | null
  enteredAt: Timestamp
  connectedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  endedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  outcome: string
  waitSeconds: number | null
  talkSeconds: number | null
  heldSeconds: number | null
  wrapUpSeconds: number | null
  transfers: Generated<number>
  handlerId: string | null
  memberId: string | null
  customerId: string | null
  accountId: string | null
  caller: string | null
  caseId: string | null
  topicId: string | null
  language: string | null
  tracking: string | null
  resolved: boolean | null
  importId: string | null
  changedAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  callerKey: string | null
}

export interface Invitation {
  workspaceId: Generated<string>
  id: string
  memberId: string
  tokenHash: Buffer | null
  createdAt: Timestamp
  expiresAt: Timestamp
  acceptedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  revokedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  byMember: string | null
}

export interface Learned {
  workspaceId: Generated<string>
  id: string
  kind: string
  fromId: string
  guestId: string | null
  onDay: string | null
  words: string
  writtenBy: string | null
  writtenAt: Timestamp
}

export interface Letter {
  workspaceId: Generated<string>
  id: string
  mailboxId: string | null
  rowKey: Buffer
  kind: string
  at: Timestamp
  sentAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  fromAddress: string
  fromName: string | null
  toAddresses: string[]
  cc: string[]
  subject: string
  messageId: string | null
  own: string
  signature: string
  quoted: string
  html: string | null
  language: string
  caseId: string | null
  feedbackId: string | null
  entryId: string | null
  seenAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  seenBy: string | null
  sender: Generated<string>
  senderSaid: string | null
  wholeBytes: number | null
  rawFileId: string | null
}

export interface LetterFile {
  workspaceId: Generated<string>
  id: string
  letterId: string
  nth: number
  fileId: string
  name: string
  type: string
  bytes: number
  cid: string | null
  inline: boolean
  warning: string | null
}

export interface Mail {
  workspaceId: Generated<string>
  id: string
  at: Timestamp
  purpose: string
  state: Generated<string>
  toAddress: string
  toName: string | null
  fromName: string | null
  replyTo: string | null
  subject: string
  text: string | null
  html: string | null
  language: string
  messageId: string
  inReplyTo: string | null
  thread: Generated<string[]>
  subjectId: string | null
  customerId: string | null
  memberId: string | null
  expiresAt: Timestamp
  tryAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  attempts: Generated<number>
  sentAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  problem: string | null
  leasedUntil: ColumnType<Date | null, Date | string | null, Date | string | null>
  cc: Generated<string[]>
  fileIds: Generated<string[]>
  comesIn: Generated<boolean>
  many: Generated<boolean>
  fromAddress: string | null
  senderId: string | null
}

export interface Mailbox {
  workspaceId: Generated<string>
  id: string
  name: string
  address: string
  host: string
  port: number
  secure: boolean
  username: string
  password: string
  answers: string
  createdAt: Timestamp
  changedAt: Timestamp
  pausedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  validity: string | null
  uid: number | null
  readAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  problem: string | null
  problemSaid: string | null
  problemAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  leasedBy: string | null
  leasedUntil: ColumnType<Date | null, Date | string | null, Date | string | null>
  otherAddresses: Generated<string[]>
  usual: Generated<boolean>
  smtpHost: string | null
  smtpPort: number | null
  smtpSecure: Generated<boolean>
  smtpUsername: string | null
  smtpPassword: string | null
  sendProblem: string | null
  sendProblemSaid: string | null
  sendProblemAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  acknowledge: Generated<boolean>
  trustedServer: string | null
  seenServer: string | null
}

export interface MailboxTeam {
  workspaceId: Generated<string>
  managerId: string
  mailboxId: string
}

export interface Member {
  workspaceId: Generated<string>
  id: string
  userId: string | null
  name: string
  email: string
  language: string
  languages: Generated<string[]>
  skills: Generated<string[]>
  role: string
  managerId: string | null
  available: Generated<boolean>
  awayUntil: ColumnType<Date | null, Date | string | null, Date | string | null>
  importId: string | null
  externalId: string | null
  createdAt: Timestamp
  endedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  nameKey: Generated<string>
}

export interface MemberCalendar {
  workspaceId: Generated<string>
  memberId: string
  calendarId: string
}

export interface MemberPlace {
  workspaceId: Generated<string>
  memberId: string
  fromAt: Timestamp
  untilAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  role: string
  managerId: string | null
}

export interface Mention {
  workspaceId: Generated<string>
  entryId: string
  memberId: string
  at: Timestamp
}

export interface Merge {
  workspaceId: Generated<string>
  id: string
  kind: string
  loserId: string
  winnerId: string
  filled: ColumnType<unknown, string | undefined, string>
  at: Timestamp
  byMember: string | null
  undoneAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface MergeMoved {
  workspaceId: Generated<string>
  mergeId: string
  what: string
  rowId: string
}

export interface MetricAlert {
  workspaceId: Generated<string>
  id: string
  memberId: string
  metric: string
  level: string
  subjectId: string
  tellAt: string
  createdAt: Timestamp
}

export interface MetricCell {
  workspaceId: Generated<string>
  metric: string
  version: number
  level: string
  cut: string
  onDay: string
  age: number
  seen: string
  groups: Json
}

export interface MetricCube {
  workspaceId: Generated<string>
  metric: string
  version: number
  level: string
  cut: string
  fromOn: string
  builtFromOn: string | null
  builtToOn: string | null
  askedOn: string
  made: Generated<string>
}

export interface MetricEdge {
  workspaceId: Generated<string>
  zone: string
  marksUntil: Timestamp
  marksUntilOn: string
  barrier: number | null
  closedOn: string | null
  nextAt: Timestamp
}

export interface MetricMark {
  workspaceId: Generated<string>
  id: Generated<string>
  source: string
  fromOn: string
  toOn: string
  facts: number
  byTransaction: Generated<number>
}

export interface MetricNote {
  workspaceId: Generated<string>
  id: string
  metric: string | null
  onDay: string
  words: string
  writtenBy: string | null
  writtenAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface MetricTarget {
  workspaceId: Generated<string>
  metric: string
  value: number
  setBy: string | null
  setAt: Timestamp
}

export interface Migration {
  name: string
  sha256: string
  at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface Notice {
  workspaceId: Generated<string>
  id: string
  memberId: string
  at: Timestamp
  type: string
  facts: ColumnType<unknown, string | undefined, string>
  subjectId: string | null
  onceKey: string | null
  readAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Participant {
  workspaceId: Generated<string>
  id: string
  sendId: string
  surveyId: string
  customerId: string
  occasion: Generated<string>
  channel: string
  address: string | null
  addressKey: string | null
  contactWayId: string | null
  language: string | null
  linkId: string | null
  caseId: string | null
  memberId: string | null
  topicId: string | null
  properties: ColumnType<unknown, string | undefined, string>
  plannedAt: Timestamp
  dueAt: Timestamp
  askedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  deliveredAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  openedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  answeredAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  bouncedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  softBounces: Generated<number>
  unsubscribedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  cancelledAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  excludedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  excludedBy: string | null
  freeAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  reminded: Generated<number>
  remindAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  state: Generated<string>
}

export interface Policy {
  workspaceId: Generated<string>
  id: string
  name: string
  sort: number
  conditions: ColumnType<unknown, string | undefined, string>
  firstReplyMinutes: number
  nextReplyMinutes: number
  resolveMinutes: number | null
  warnMinutes: number | null
  escalateMinutes: Generated<number[]>
  hours: string
  calendarId: string | null
  changedAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Preference {
  workspaceId: Generated<string>
  id: string
  customerId: string
  text: string
  source: string
  consent: string
  consentAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  byMember: string | null
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Proof {
  workspaceId: Generated<string>
  id: string
  actionId: string
  at: Timestamp
  doneAt: Timestamp
  verdict: string
  basis: string
  beforeCount: number
  beforeExposure: number
  afterCount: number
  afterExposure: number
  ratio: number | null
  low: number | null
  high: number | null
  dispersion: number
  knownShare: number
  weeks: Json
  relapse: Generated<boolean>
}

export interface Pull {
  workspaceId: Generated<string>
  source: string
  stream: string
  cursor: string
  movedAt: Timestamp
}

export interface PulseAnswer {
  workspaceId: Generated<string>
  id: Generated<string>
  waveId: string
  teamId: string | null
  enps: number
  items: number[]
}

export interface PulseComment {
  workspaceId: Generated<string>
  id: Generated<string>
  waveId: string
  words: string
}

export interface PulseSchedule {
  workspaceId: Generated<string>
  everyDays: number | null
  openDays: number
  nextAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface PulseToken {
  workspaceId: Generated<string>
  tokenHash: Buffer
  waveId: string
  teamId: string | null
  used: Generated<boolean>
}

export interface PulseWave {
  workspaceId: Generated<string>
  id: string
  openedAt: Timestamp
  closesAt: Timestamp
  closedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  items: string[]
  asked: number
  results: ColumnType<unknown, string | null, string | null>
  comments: ColumnType<unknown, string | null, string | null>
}

export interface Push {
  workspaceId: Generated<string>
  id: string
  gatewayId: string
  participantId: string
  at: Timestamp
  expiresAt: Timestamp
  state: Generated<string>
  tryAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  attempts: Generated<number>
  problem: string | null
  sentAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface QueueLine {
  workspaceId: Generated<string>
  source: string
  lineKey: Buffer
  at: Timestamp
  callKey: string | null
  queue: string | null
  agent: string | null
  event: string
  rest: string
  importId: string | null
}

export interface ReplySignature {
  workspaceId: Generated<string>
  memberId: string
  text: string
}

export interface ReplyTemplate {
  workspaceId: Generated<string>
  id: string
  name: string
  texts: Json
  changedAt: Timestamp
  byMember: string | null
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Response {
  workspaceId: Generated<string>
  id: string
  surveyId: string
  version: number
  linkId: string | null
  channel: string
  source: Generated<string>
  rowKey: Buffer | null
  importId: string | null
  language: string
  answers: Json
  score: number | null
  scale: string | null
  scaleMin: number | null
  scaleMax: number | null
  mood: number | null
  comment: Generated<string>
  customerId: string | null
  accountId: string | null
  memberId: string | null
  caseId: string | null
  topicId: string | null
  properties: ColumnType<unknown, string | undefined, string>
  test: Generated<boolean>
  startedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  respondedAt: Timestamp
  changedAt: Timestamp
  completedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Routing {
  workspaceId: Generated<string>
  settings: Json
  changedAt: Timestamp
}

export interface SavedView {
  workspaceId: Generated<string>
  id: string
  name: string
  question: Json
  shared: boolean
  ownerId: string
  savedAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ScoreboardGoal {
  workspaceId: Generated<string>
  id: string
  satisfaction: string
  productivity: string
  chosenBy: string | null
  chosenAt: Timestamp
}

export interface SearchAgain {
  workspaceId: Generated<string>
  subject: string
  version: number
  afterId: string | null
  done: Generated<boolean>
}

export interface Segment {
  workspaceId: Generated<string>
  id: string
  name: string
  filter: Json
  createdAt: Timestamp
  createdBy: string | null
  changedAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Send {
  workspaceId: Generated<string>
  id: string
  surveyId: string
  kind: string
  name: string
  channel: string
  gatewayId: string | null
  state: string
  segmentId: string | null
  filter: ColumnType<unknown, string | null, string | null>
  perMinute: number | null
  delayMinutes: Generated<number>
  everyDays: number | null
  holdOutPercent: Generated<number>
  chosenOn: string | null
  nextDayAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  reminders: Generated<number>
  remindAfterDays: Generated<number>
  sendAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  chosenUpTo: string | null
  chosenAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  startedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  endedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  createdAt: Timestamp
  createdBy: string | null
  changedAt: Timestamp
}

export interface SourceSchedule {
  workspaceId: Generated<string>
  source: string
  scheduleKey: string
  name: string
  zoneThere: string
  zone: string | null
  intervals: number[]
  holidays: Generated<string[]>
  changedAt: Timestamp
}

export interface Suppression {
  workspaceId: Generated<string>
  id: string
  kind: string
  value: string
  normal: string
  reason: string
  note: string | null
  at: Timestamp
  byMember: string | null
  participantId: string | null
}

export interface Survey {
  workspaceId: Generated<string>
  id: string
  name: string
  kind: string
  state: Generated<string>
  draft: Json
  revision: Generated<number>
  version: Generated<number>
  settings: ColumnType<unknown, string | undefined, string>
  topicId: string | null
  createdAt: Timestamp
  createdBy: string | null
  changedAt: Timestamp
  openedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  closedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface SurveyLink {
  workspaceId: Generated<string>
  id: string
  surveyId: string
  channel: string
  tokenHash: Buffer
  name: string | null
  language: string | null
  customerId: string | null
  accountId: string | null
  memberId: string | null
  caseId: string | null
  topicId: string | null
  sendId: string | null
  properties: ColumnType<unknown, string | undefined, string>
  test: Generated<boolean>
  createdAt: Timestamp
  expiresAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  closedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  settings: ColumnType<unknown, string | undefined, string>
}

export interface SurveyVersion {
  workspaceId: Generated<string>
  surveyId: string
  version: number
  content: Json
  at: Timestamp
  byMember: string | null
}

export interface Telling {
  workspaceId: Generated<string>
  id: string
  updateId: string
  bulletinId: string
  customerId: string
  at: Timestamp
  language: string
  address: string | null
  mailId: string | null
  excludedBy: string | null
}

export interface TimeLog {
  workspaceId: Generated<string>
  id: string
  source: string
  externalId: string
  handlerId: string | null
  memberId: string | null
  startedAt: Timestamp
  endedAt: Timestamp
  productiveSeconds: number | null
  importId: string | null
  changedAt: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Topic {
  workspaceId: Generated<string>
  id: string
  source: Generated<string>
  externalId: string | null
  parentId: string | null
  name: string
  nameKey: string
  names: ColumnType<unknown, string | undefined, string>
  sort: Generated<number>
  importId: string | null
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  mergedInto: string | null
}

export interface TrackedBatch {
  workspaceId: Generated<string>
  at: Timestamp
  id: string
  accepted: number
  repeated: number
  refused: number
}

export interface TrackedEvent {
  workspaceId: Generated<string>
  id: string
  messageId: string
  type: string
  name: string | null
  at: Timestamp
  personKey: string
  customerId: string | null
  told: Json
  receivedAt: Timestamp
}

export interface TrackedPerson {
  workspaceId: Generated<string>
  personKey: string
  customerId: string
}

export interface TrackedRefusal {
  workspaceId: Generated<string>
  at: Timestamp
  id: string
  reason: string
  begins: string
}

export interface ViewMail {
  workspaceId: Generated<string>
  id: string
  viewId: string
  memberId: string
  every: string
}

export interface VoiceBookmark {
  workspaceId: Generated<string>
  memberId: string
  feedbackId: string
  at: Timestamp
}

export interface VoiceComment {
  workspaceId: Generated<string>
  id: string
  feedbackId: string
  memberId: string
  text: string
  at: Timestamp
  removedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface VoicePraise {
  workspaceId: Generated<string>
  feedbackId: string
  memberId: string
  saidAt: Timestamp
  at: Timestamp
  byMember: string | null
}

export interface VoiceReaction {
  workspaceId: Generated<string>
  feedbackId: string
  memberId: string
  kind: string
  at: Timestamp
}

export interface VoiceRead {
  workspaceId: Generated<string>
  feedbackId: string
  firstBy: string
  firstAt: Timestamp
  readers: Generated<number>
}

export interface VoiceSubscription {
  workspaceId: Generated<string>
  id: string
  memberId: string
  name: string
  filter: Json
  by: string
  createdAt: Timestamp
  toldAt: Timestamp
}

export interface VoiceWatch {
  workspaceId: Generated<string>
  toldUpTo: Timestamp
}

export interface Wall {
  workspaceId: Generated<string>
  id: string
  name: string
  language: string
  version: Generated<number>
  createdAt: Timestamp
  byMember: string | null
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Workspace {
  id: string
  number: Generated<number>
  name: string
  language: string
  zone: string
  workingHours: Json
  settings: ColumnType<unknown, string | undefined, string>
  sample: Generated<boolean>
  createdAt: Timestamp
  archivedAt: ColumnType<Date | null, Date | string | null, Date | string | null>
  searchVersion: Generated<number>
}

export interface Database {
  absence: Absence
  account: Account
  accountRevenue: AccountRevenue
  acknowledgement: Acknowledgement
  action: Action
  actionCause: ActionCause
  allowance: Allowance
  apiKey: ApiKey
  articleView: ArticleView
  ask: Ask
  asking: Asking
  attachment: Attachment
  attempt: Attempt
  benchmark: Benchmark
  bounce: Bounce
  broughtSurvey: BroughtSurvey
  bulletin: Bulletin
  bulletinPerson: BulletinPerson
  bulletinUpdate: BulletinUpdate
  calendar: Calendar
  caseCounter: CaseCounter
  caseEntry: CaseEntry
  caseEvent: CaseEvent
  caseFact: CaseFact
  caseMerge: CaseMerge
  casePresence: CasePresence
  caseRule: CaseRule
  caseThread: CaseThread
  caseWhy: CaseWhy
  caseWorked: CaseWorked
  cause: Cause
  causePlace: CausePlace
  channel: Channel
  channelPost: ChannelPost
  clock: Clock
  connection: Connection
  contactWay: ContactWay
  conversationRule: ConversationRule
  customer: Customer
  customerCase: CustomerCase
  customerTrait: CustomerTrait
  delightedMembership: DelightedMembership
  delightedPerson: DelightedPerson
  delightedSettings: DelightedSettings
  delightedWebhook: DelightedWebhook
  digestChoice: DigestChoice
  doubt: Doubt
  draft: Draft
  event: Event
  eventDetail: EventDetail
  feedback: Feedback
  file: File
  filePart: FilePart
  followedFile: FollowedFile
  frequency: Frequency
  gateway: Gateway
  goodwill: Goodwill
  handler: Handler
  heldMessage: HeldMessage
  idempotency: Idempotency
  import: Import
  importRefused: ImportRefused
  importedChange: ImportedChange
  interaction: Interaction
  invitation: Invitation
  learned: Learned
  letter: Letter
  letterFile: LetterFile
  mail: Mail
  mailbox: Mailbox
  mailboxTeam: MailboxTeam
  member: Member
  memberCalendar: MemberCalendar
  memberPlace: MemberPlace
  mention: Mention
  merge: Merge
  mergeMoved: MergeMoved
  metricAlert: MetricAlert
  metricCell: MetricCell
  metricCube: MetricCube
  metricEdge: MetricEdge
  metricMark: MetricMark
  metricNote: MetricNote
  metricTarget: MetricTarget
  migration: Migration
  notice: Notice
  participant: Participant
  policy: Policy
  preference: Preference
  proof: Proof
  pull: Pull
  pulseAnswer: PulseAnswer
  pulseComment: PulseComment
  pulseSchedule: PulseSchedule
  pulseToken: PulseToken
  pulseWave: PulseWave
  push: Push
  queueLine: QueueLine
  replySignature: ReplySignature
  replyTemplate: ReplyTemplate
  response: Response
  routing: Routing
  savedView: SavedView
  scoreboardGoal: ScoreboardGoal
  searchAgain: SearchAgain
  segment: Segment
  send: Send
  sourceSchedule: SourceSchedule
  suppression: Suppression
  survey: Survey
  surveyLink: SurveyLink
  surveyVersion: SurveyVersion
  telling: Telling
  timeLog: TimeLog
  topic: Topic
  trackedBatch: TrackedBatch
  trackedEvent: TrackedEvent
  trackedPerson: TrackedPerson
  trackedRefusal: TrackedRefusal
  viewMail: ViewMail
  voiceBookmark: VoiceBookmark
  voiceComment: VoiceComment
  voicePraise: VoicePraise
  voiceReaction: VoiceReaction
  voiceRead: VoiceRead
  voiceSubscription: VoiceSubscription
  voiceWatch: VoiceWatch
  wall: Wall
  workspace: Workspace
}

/** Tables whose rows belong to a workspace, as SQL names. */
export const tenantTables: ReadonlySet<string> = new Set(['absence', 'account', 'account_revenue', 'acknowledgement', 'action', 'action_cause', 'allowance', 'api_key', 'article_view', 'ask', 'asking', 'attachment', 'benchmark', 'bounce', 'brought_survey', 'bulletin', 'bulletin_person', 'bulletin_update', 'calendar', 'case_counter', 'case_entry', 'case_event', 'case_fact', 'case_merge', 'case_presence', 'case_rule', 'case_thread', 'case_why', 'case_worked', 'cause', 'cause_place', 'channel', 'channel_post', 'clock', 'connection', 'contact_way', 'conversation_rule', 'customer', 'customer_case', 'customer_trait', 'delighted_membership', 'delighted_person', 'delighted_settings', 'delighted_webhook', 'digest_choice', 'doubt', 'draft', 'event', 'event_detail', 'feedback', 'file', 'file_part', 'followed_file', 'frequency', 'gateway', 'goodwill', 'handler', 'held_message', 'idempotency', 'import', 'import_refused', 'imported_change', 'interaction', 'invitation', 'learned', 'letter', 'letter_file', 'mail', 'mailbox', 'mailbox_team', 'member', 'member_calendar', 'member_place', 'mention', 'merge', 'merge_moved', 'metric_alert', 'metric_cell', 'metric_cube', 'metric_edge', 'metric_mark', 'metric_note', 'metric_target', 'notice', 'participant', 'policy', 'preference', 'proof', 'pull', 'pulse_answer', 'pulse_comment', 'pulse_schedule', 'pulse_token', 'pulse_wave', 'push', 'queue_line', 'reply_signature', 'reply_template', 'response', 'routing', 'saved_view', 'scoreboard_goal', 'search_again', 'segment', 'send', 'source_schedule', 'suppression', 'survey', 'survey_link', 'survey_version', 'telling', 'time_log', 'topic', 'tracked_batch', 'tracked_event', 'tracked_person', 'tracked_refusal', 'view_mail', 'voice_bookmark', 'voice_comment', 'voice_praise', 'voice_reaction', 'voice_read', 'voice_subscription', 'voice_watch', 'wall'])
