/** Milliseconds since 1970, always whole seconds. The loader makes timestamps of them. */
export type Instant = number
/** A calendar day of the workspace's zone, `YYYY-MM-DD`. */
export type Day = string
export type Language = 'en' | 'th' | 'lo' | 'km'
export type Channel = 'call' | 'chat' | 'email'
export type Plan = 'market' | 'shop' | 'chain'
export type InFour = { [language in Language]: string }

/**
 * Everything the simulator tells, in the order in which it became known: `at` never goes back. People are named by key,
 * accounts, customers, cases, contacts and feedback by number from 1.
 */
export type SampleRecord =
  | { kind: 'topic'; at: Instant; topic: string; parent: string | null; names: InFour }
  | { kind: 'article'; at: Instant; article: string; topic: string; titles: InFour; words: number }
  | MemberJoined
  /** Whom a member reports to from this day on. */
  | { kind: 'reports-to'; at: Instant; member: string; manager: string; fromOn: Day }
  /** The weekly shift, in minutes of the workspace's day; weekdays are 1 (Monday) to 7. */
  | { kind: 'shift'; at: Instant; member: string; fromOn: Day; weekdays: number[]; startMinute: number; endMinute: number }
  /** A day that was worked: the time log. `phoneSeconds` is the part in which calls could come in. */
  | { kind: 'worked'; at: Instant; member: string; startedAt: Instant; endedAt: Instant; phoneSeconds: number }
  | AccountBegan
  | { kind: 'account-left'; at: Instant; account: number; endedOn: Day }
  | CustomerMet
  | Preferred
  | Contact
  | CaseOpened
  | { kind: 'case-assigned'; at: Instant; case: number; member: string; by: string }
  | { kind: 'case-replied'; at: Instant; case: number; member: string; text: string; language: Language }
  | { kind: 'case-noted'; at: Instant; case: number; member: string; text: string; language: Language }
  | CaseResolved
  | ActionPlanned
  | { kind: 'action-moved'; at: Instant; action: string; state: 'doing' | 'done' }
  /** The customer came back about the same matter; `undone` is whose resolve did not hold. */
  | { kind: 'case-reopened'; at: Instant; case: number; undone: string }
  | { kind: 'survey-asked'; at: Instant; customer: number; case: number | null; scale: Scale }
  | Feedback
  | ArticleRead

export type Scale = 'nps' | 'csat' | 'ces'

export type MemberJoined = {
  kind: 'member'
  at: Instant
  member: string
  name: string
  email: string
  role: 'rep' | 'manager' | 'head' | 'champion' | 'viewer' | 'admin'
  languages: Language[]
  skills: string[]
  startedOn: Day
}

export type AccountBegan = {
  kind: 'account'
  at: Instant
  account: number
  name: string
  country: 'LA' | 'TH' | 'KH' | 'DE'
  plan: Plan
  /** US dollars a month. */
  monthlyRevenue: number
  startedOn: Day
}

export type CustomerMet = {
  kind: 'customer'
  at: Instant
  customer: number
  account: number
  name: string
  language: Language
  email: string | null
  phone: string | null
}

export type Preferred = {
  kind: 'preference'
  at: Instant
  customer: number
  text: string
  source: 'said' | 'seen' | 'told'
  member: string | null
  consent: boolean
}

export type Contact = {
  kind: 'contact'
  at: Instant
  contact: number
  channel: Channel
  queue: Language
  customer: number
  /** None for an abandoned first try. */
  case: number | null
  topic: string
  enteredAt: Instant
  /** When a member picked up; null means that the customer gave up waiting. */
  connectedAt: Instant | null
  member: string | null
  waitSeconds: number
  talkSeconds: number
  heldSeconds: number
  wrapUpSeconds: number
  /** What the customer wrote (chat, e-mail). */
  text: string | null
}

export type CaseOpened = {
  kind: 'case-opened'
  at: Instant
  case: number
  customer: number
  /** Null where the customer spoke of us in general. */
  topic: string | null
  channel: Channel | Feedback['channel']
  /** A member opened it for a customer who contacted us, or the rule did for a bad rating, which is then `feedback`. */
  by: 'member' | 'rule'
  feedback: number | null
  owner: string
  dueAt: Instant
  /** What the customer said, in their words; empty for a rating without any. */
  words: string
  language: Language
}

export type CaseResolved = {
  kind: 'case-resolved'
  at: Instant
  case: number
  member: string
  /** Null when the member did not say why. */
  cause: string | null
  why: string | null
  action: string | null
  language: Language
}

/** Something is to be done so that a cause does not come back; it is named by the cause. */
export type ActionPlanned = {
  kind: 'action-planned'
  at: Instant
  action: string
  cause: string
  does: 'product' | 'process' | 'training' | 'people' | 'information'
  owner: string
  dueOn: Day
  checkAfterDays: number
}

export type Feedback = {
  kind: 'feedback'
  at: Instant
  feedback: number
  customer: number
  case: number | null
  /** The member rated; null for the relationship as a whole. */
  member: string | null
  topic: string | null
  scale: Scale
  score: number
  text: string | null
  language: Language
  channel: 'link' | 'email'
}

export type ArticleRead = {
  kind: 'article-read'
  at: Instant
  article: string
  /** Null for a visitor whom we do not know. */
  customer: number | null
  language: Language
  seconds: number
  /** What the reader did straight after: went away, or contacted us all the same. */
  then: Channel | null
}
