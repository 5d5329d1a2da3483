import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const command = '/usr/sbin/dovecot'

/** Whether Debian's Dovecot is here; `scripts/setup.mjs` installs it where it may. */
export const hasDovecot = () => spawnSync(command, ['--version']).status === 0

/** A real IMAP server on loopback with one mailbox, to which letters are delivered as files. */
export async function imapServer() {
  const folder = mkdtempSync(join(tmpdir(), 'sabai-imap-'))
  const mail = join(folder, 'mail')
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(mail, part), { recursive: true })
  const { uid, gid } = who()
  writeFileSync(join(folder, 'users'), `box:{PLAIN}secret:${uid}:${gid}::${folder}::\n`)
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', `${uid}:${gid}`, mail])
  // Its password reader and its login process are users of their own.
  chmodSync(folder, 0o755)
  const { server, port } = await start(folder, mail)
  let letters = 0
  return {
    url: `imap://box:secret@127.0.0.1:${port}`,
    /** As a mail server does: written aside, then moved in whole. */
    deliver: (raw: string) => {
      const name = `${process.pid}.${++letters}.test`
      writeFileSync(join(mail, 'new', name), raw.replace(/\r?\n/g, '\r\n'), { mode: 0o666 })
      if (process.getuid?.() === 0) spawnSync('chown', [`${uid}:${gid}`, join(mail, 'new', name)])
    },
    close: async () => {
      const gone = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Below the ports that the system gives to connections; one that somebody has all the same ends Dovecot, and another is tried. */
async function start(folder: string, mail: string) {
  for (let tries = 0; tries < 5; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    writeFileSync(join(folder, 'dovecot.conf'), config(folder, port, mail))
    const server = spawn(command, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' })
    const over = new AbortController()
    server.once('exit', () => over.abort())
    if (await answers(port, over.signal)) return { server, port }
    server.kill('SIGKILL')
  }
  throw new Error(`dovecot did not start: ${readFileSync(join(folder, 'log'), 'utf8')}`)
}

/** Dovecot refuses to read mail as root. */
function who(): { uid: number; gid: number } {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  if (uid !== 0) return { uid, gid }
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody']).stdout.toString())
  return { uid: id('-u'), gid: id('-g') }
}

const config = (folder: string, port: number, mail: string) => {
  const me = process.getuid?.() === 0 ? '' : `default_internal_user = ${process.env.USER}\ndefault_login_user = ${process.env.USER}\n`
  return `${me}base_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:${mail}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
`
}

async function answers(port: number, over: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < 400 && !over.aborted; tries++) {
    const open = await new Promise<boolean>(resolve => {
      const socket = createConnection(port, '127.0.0.1')
      socket.once('data', () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => {})
      socket.once('close', () => resolve(false))
    })
    if (open && !over.aborted) return true
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return false
}
