import { createHmac } from 'node:crypto'

/** Headers of Standard Webhooks: who gets it checks `v1,` + base64(HMAC-SHA256(secret, id.timestamp.body)), and that the id is new. */
export function signed(secret: string, { id, at, body }: { id: string; at: Date; body: string }): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const proof = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${proof}` }
}
