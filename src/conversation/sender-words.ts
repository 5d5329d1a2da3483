/** `verified`: it comes from whom it says, by their own domain's word. `unverified`: it need not. `unknown`: nobody could say. */
export const senderStates = ['verified', 'unverified', 'unknown'] as const
export type SenderState = (typeof senderStates)[number]
