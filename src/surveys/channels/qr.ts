import { channel } from '../channel.ts'

/** An address to be photographed; its picture is `GET /surveys/:id/links/:linkId/qr`. */
export default channel({ id: 'qr', byHand: true, handOut: ({ address }) => [{ kind: 'address', text: address }] })
