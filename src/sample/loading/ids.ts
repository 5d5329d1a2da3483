import { randomBytes } from 'node:crypto'

/** A uuidv7 of a past moment: what happened earlier sorts earlier, as it would have. */
export function idAt(at: number): string {
  const time = Math.trunc(at).toString(16).padStart(12, '0')
  const chance = randomBytes(10)
  chance[0] = 0x70 | (chance[0]! & 0x0f)
  chance[2] = 0x80 | (chance[2]! & 0x3f)
  const rest = chance.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`
}
