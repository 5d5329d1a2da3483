import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the text. The leading `1.` names the key, so that it can be changed one day. */
export function sealing(secret: () => string) {
  const key = (purpose: string) => createHmac('sha256', secret()).update(`sabai.${purpose}`).digest()
  return {
    sign: (purpose: string, text: string) =>
      createHmac('sha256', key(`sign.${purpose}`))
        .update(text)
        .digest(),
    seal: (text: string) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key('seal'), nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`
    },
    unseal: (sealed: string) => {
      const bytes = Buffer.from(sealed.slice(2), 'base64')
      const opened = createDecipheriv('aes-256-gcm', key('seal'), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([opened.update(bytes.subarray(28)), opened.final()]).toString()
    },
  }
}
