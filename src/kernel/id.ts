import { randomBytes, randomUUIDv7 } from 'node:crypto'

/** A uuidv7: sorts by the time it was made, so that inserts stay at the end of their index. */
export const newId = (): string => randomUUIDv7()

/** 256 random bits as url-safe text: for keys, invitations and links that must not be guessed. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
