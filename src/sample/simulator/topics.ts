/** Why something happens, the topic it belongs to, and how often: shares of all matters. */
export type Cause = {
  cause: CauseKey
  topic: LeafKey
  weight: number
  /** Seconds of talk in the middle case. */
  talkSeconds: number
  /** How much less likely it is solved at once. */
  difficulty: number
}

const cause = (cause: CauseKey, topic: LeafKey, weight: number, talkSeconds: number, difficulty: number): Cause => ({
  cause,
  topic,
  weight,
  talkSeconds,
  difficulty,
})

export type MainKey = 'terminal' | 'payout' | 'internet' | 'billing' | 'account' | 'start'
export type CauseKey =
  | 'battery-worn'
  | 'paper-jam'
  | 'chip-reader-dirty'
  | 'update-stuck'
  | 'qr-not-confirmed'
  | 'bank-cut-off'
  | 'holiday-backlog'
  | 'wrong-account-number'
  | 'held-for-review'
  | 'evening-congestion'
  | 'cable-cut'
  | 'router-too-hot'
  | 'sim-expired'
  | 'fee-unclear'
  | 'invoice-wrong-name'
  | 'refund-slow'
  | 'code-not-arriving'
  | 'limit-too-low'
  | 'owner-papers'
  | 'delivery-late'
  | 'never-shown'

export const mains: readonly MainKey[] = ['terminal', 'payout', 'internet', 'billing', 'account', 'start']
export const leaves = [
  'terminal.power',
  'terminal.printer',
  'terminal.card',
  'terminal.update',
  'terminal.qr',
  'payout.late',
  'payout.missing',
  'payout.held',
  'internet.slow',
  'internet.outage',
  'internet.router',
  'internet.sim',
  'billing.fee',
  'billing.invoice',
  'billing.refund',
  'account.login',
  'account.limit',
  'account.owner',
  'start.delivery',
  'start.training',
] as const
export type LeafKey = (typeof leaves)[number]

export const isLeaf = (about: string): about is LeafKey => about.includes('.')

export const mainOf = (topic: string) => topic.split('.')[0] as MainKey

export const causes: readonly Cause[] = [
  cause('battery-worn', 'terminal.power', 6, 260, 0.1),
  cause('paper-jam', 'terminal.printer', 8, 200, 0),
  cause('chip-reader-dirty', 'terminal.card', 7, 230, 0),
  cause('update-stuck', 'terminal.update', 5, 380, 0.05),
  cause('qr-not-confirmed', 'terminal.qr', 8, 280, 0.05),
  cause('bank-cut-off', 'payout.late', 7, 260, 0.05),
  cause('holiday-backlog', 'payout.late', 3, 220, 0),
  cause('wrong-account-number', 'payout.missing', 4, 400, 0.15),
  cause('held-for-review', 'payout.held', 4, 420, 0.1),
  cause('evening-congestion', 'internet.slow', 7, 340, 0.1),
  cause('cable-cut', 'internet.outage', 5, 200, 0.25),
  cause('router-too-hot', 'internet.router', 5, 330, 0.05),
  cause('sim-expired', 'internet.sim', 3, 240, 0),
  cause('fee-unclear', 'billing.fee', 6, 300, 0),
  cause('invoice-wrong-name', 'billing.invoice', 4, 220, 0.1),
  cause('refund-slow', 'billing.refund', 4, 300, 0.2),
  cause('code-not-arriving', 'account.login', 6, 240, 0),
  cause('limit-too-low', 'account.limit', 3, 300, 0.15),
  cause('owner-papers', 'account.owner', 2, 420, 0.2),
  cause('delivery-late', 'start.delivery', 3, 210, 0.2),
  cause('never-shown', 'start.training', 4, 460, 0),
]
