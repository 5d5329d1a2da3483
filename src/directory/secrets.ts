import { hash } from 'node:crypto'

/** At rest there is only this: a secret of 256 random bits needs no salt and no slow hash. */
export const hashOf = (secret: string) => hash('sha256', secret, 'buffer')
