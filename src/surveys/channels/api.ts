import { channel } from '../channel.ts'

/** Programs that ask by themselves and add what was answered by `POST /responses`: nothing to hand out but a key, which is made elsewhere. */
export default channel({ id: 'api', byHand: false, handOut: () => [] })
