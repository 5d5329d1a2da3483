// Apart from the contract: the address of a page is read before anything of the page is loaded.

export const sendStates = ['draft', 'waiting', 'sending', 'sent', 'cancelled', 'on', 'off'] as const
export const participantStates = [
  'planned',
  'asked',
  'delivered',
  'opened',
  'answered',
  'bounced',
  'unsubscribed',
  'excluded',
  'cancelled',
] as const
export const suppressionReasons = ['unsubscribed', 'bounced', 'complained', 'by-hand'] as const
/** Why a person is not asked. */
export const exclusions = [
  'no-address',
  'unsubscribed',
  'bounced',
  'complained',
  'by-hand',
  'same-address',
  'too-soon',
  'too-often',
  'hold-out',
  'gone',
  'closed',
] as const
