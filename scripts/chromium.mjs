import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const apps = ['Google Chrome', 'Chromium'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`)

/** The browser for the browser tests: $CHROMIUM, or one that is installed. */
export function chromiumPath() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)))
  return [process.env.CHROMIUM, '/usr/bin/chromium', ...onPath, ...apps].find(path => path && mayRun(path))
}

function mayRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Installs Debian's Chromium where we may; elsewhere answers the line that says what to install. */
export function installChromium(say) {
  const advice = 'The browser tests need Chromium: install Chromium or Google Chrome, or set CHROMIUM to its path.'
  if (process.getuid?.() !== 0 || !isDebian()) return isDebian() ? 'The browser tests need Chromium: sudo apt-get install chromium' : advice
  say('Installing Chromium for the browser tests (apt-get install chromium)')
  return apt('chromium') ? undefined : `apt-get could not install it. ${advice}`
}

/** The IMAP server of the mailbox tests, likewise; without it they are skipped. */
export function installDovecot(say) {
  if (existsSync('/usr/sbin/dovecot') || process.getuid?.() !== 0 || !isDebian()) return
  say('Installing Dovecot for the mailbox tests (apt-get install dovecot-imapd)')
  if (!apt('dovecot-imapd')) say('apt-get could not install it: the mailbox tests are skipped.')
}

/** @returns whether Debian has installed it */
function apt(name) {
  const run = (...args) =>
    spawnSync('apt-get', ['-y', '-q', ...args], { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status
  run('update')
  return run('install', '--no-install-recommends', name) === 0
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
