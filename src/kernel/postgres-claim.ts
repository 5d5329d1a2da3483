import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const beatMs = 1000
const silenceMs = 8000

/** `release` when the last one leaves, `pass` when somebody else here still uses the folder. */
export type Claim = { release(): void; pass(): void }

/**
 * A folder shared by two machines or containers: neither sees the other's processes, so neither PostgreSQL would notice the
 * other and both would write. Who uses the folder says so in it once a second; who finds a claim from elsewhere that is
 * fresh watches whether it still moves. Clocks of two machines are never compared for more than that.
 */
export async function claim(folder: string): Promise<Claim> {
  const file = join(folder, 'in-use')
  const claimed = read(file)
  if (claimed && claimed.by !== self() && isFresh(claimed) && (await moves(file, claimed)))
    throw new Error(
      `${folder} is in use by ${claimed.by.split(' ')[0]}, another machine or container: give each its own SABAI_DATA, or set DATABASE_URL.`,
    )
  // Moved into place whole: who reads in the middle of a write would find a claim by nobody. It also replaces root's, which we could not write to.
  const draft = `${file}.${process.pid}`
  const beat = () => {
    fs.writeFileSync(draft, self(), { mode: 0o644 })
    fs.renameSync(draft, file)
  }
  beat()
  const timer = setInterval(() => attempt(beat), beatMs).unref()
  const pass = () => clearInterval(timer)
  const release = () => {
    pass()
    attempt(() => fs.rmSync(file, { force: true }))
  }
  return { release, pass }
}

type Found = { by: string; at: number }

/** Processes with the same name here see each other. */
function self() {
  try {
    return `${hostname()} ${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fs.readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname() // no Linux, hence no containers
  }
}

const isFresh = ({ at }: Found) => Date.now() - at < 2 * silenceMs

async function moves(file: string, { at }: Found) {
  for (const end = performance.now() + silenceMs; performance.now() < end; await sleep(100)) {
    const now = read(file)
    if (!now) return false
    if (now.at !== at) return true
  }
  return false
}

function read(file: string): Found | undefined {
  try {
    return { by: fs.readFileSync(file, 'utf8'), at: fs.statSync(file).mtimeMs }
  } catch {
    return undefined
  }
}

/** A full disk or a removed folder must not end the process from a timer. */
function attempt(act: () => void) {
  try {
    act()
  } catch {}
}
