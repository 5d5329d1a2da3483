import { channel } from '../channel.ts'

/** An address to give to people. */
export default channel({ id: 'link', byHand: true, handOut: ({ address }) => [{ kind: 'address', text: address }] })
