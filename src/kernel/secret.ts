import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Settings, WrongSettings } from './settings.ts'

/** The secret that encrypts stored credentials: SABAI_SECRET, else `secret.key` in the data folder, made once. */
export function secretOf({ secret, folder }: Pick<Settings, 'secret' | 'folder'>): string {
  if (secret) return secret
  const file = join(folder, 'secret.key')
  if (!existsSync(file)) makeSecret(folder, file)
  const kept = readFileSync(file, 'utf8').trim()
  if (kept.length < 32) throw new WrongSettings([`${file} is damaged: put it back from where you keep it, or set SABAI_SECRET.`])
  return kept
}

/** Written beside and linked into place, which fails when another process was faster: two never use different secrets. */
function makeSecret(folder: string, file: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
