// Makes a fresh clone ready, with any Node from 20 up and nothing installed: node scripts/setup.mjs start | test | quiet
// All it says goes to standard error, so that a command's own output stays clean. When nothing is to be done it says nothing.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromiumPath, installChromium, installDovecot } from './chromium.mjs'
import { inTurn } from './turn.mjs'

const wantedNode = 26
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const mode = process.argv[2] ?? 'start'
const at = (...parts) => join(root, ...parts)
const insideEnv = { ...process.env, PATH: [at('node_modules', '.bin'), process.env.PATH].join(delimiter) }
const say = line => console.error(`sabai: ${line}`)

process.chdir(root)
try {
  await once(isInstalled, install)
  checkNode()
  if (mode !== 'quiet') await once(isBuilt, build)
  if (mode === 'test' && !chromiumPath()) say(installChromium(say) ?? 'Chromium is installed')
  if (mode === 'test') installDovecot(say)
} catch (error) {
  say(error.message)
  process.exitCode = 1
}

/** Looks, and only when something is to be done waits for its turn and looks again: somebody else may have done it meanwhile. */
async function once(isDone, work) {
  if (isDone()) return
  mkdirSync(at('.sabai'), { recursive: true })
  await inTurn(
    at('.sabai', 'setup.lock'),
    () => say('another setup is at work here, waiting for it'),
    async () => isDone() || work(),
  )
}

function isInstalled() {
  if (isLink(at('node_modules'))) return true // a worktree borrows the packages of another folder: not ours to replace
  return textOf(at('node_modules', '.sabai-lock')) === hashOf(['package-lock.json']) || agreesWithLock()
}

/** Somebody ran `npm ci` by hand: npm's own record of what it installed says so. */
function agreesWithLock() {
  const installed = packagesOf(at('node_modules', '.package-lock.json'))
  if (!installed) return false
  const wanted = packagesOf(at('package-lock.json'))
  const same = Object.entries(wanted).every(
    ([place, { version, optional }]) => !place || (installed[place]?.version ?? (optional && version)) === version,
  )
  const noMore = Object.keys(installed).every(place => wanted[place])
  return same && noMore
}

async function install() {
  say(
    `installing ${Object.keys(packagesOf(at('package-lock.json'))).length} packages from package-lock.json; the first time takes a minute or two`,
  )
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { ...process.env, PATH: outsidePath(), npm_config_engine_strict: 'false' },
    advice: 'The packages could not be installed. Is the network up, and is npm 9 or newer? Then try again: npm ci --ignore-scripts',
  })
  writeFileSync(at('node_modules', '.sabai-lock'), hashOf(['package-lock.json']))
}

/** npm must not run on the Node inside the folder that it is about to replace. */
function outsidePath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => !folder.endsWith(join('node_modules', '.bin')))
    .join(delimiter)
}

function checkNode() {
  const { stdout } = spawnSync('node', ['--version'], { encoding: 'utf8', env: insideEnv })
  const found = Number(/^v(\d+)/.exec(stdout ?? '')?.[1])
  if (found >= wantedNode) return
  throw new Error(
    `Sabai runs on Node ${wantedNode}, which npm has no working package of for ${process.platform} ${process.arch} here (found ${stdout?.trim() || 'none'}). Install Node ${wantedNode} and start again.`,
  )
}

/** The browser's part is built from these; tests and migrations do not change it. */
function sources() {
  const files = listed(at('src')).filter(file => !/\.(test\.tsx?|sql)$/.test(file))
  return [
    ...files,
    ...(existsSync(at('public')) ? listed(at('public')) : []),
    at('index.html'),
    at('vite.config.ts'),
    at('package-lock.json'),
  ].filter(existsSync)
}

function listed(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function isBuilt() {
  return !existsSync(at('index.html')) || textOf(at('dist', '.sabai-built')) === hashOf(sources())
}

async function build() {
  say('building the pages for the browser')
  const hash = hashOf(sources())
  await run('node', [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    env: insideEnv,
    advice: 'The pages could not be built; the lines above say why.',
  })
  mkdirSync(at('dist'), { recursive: true })
  writeFileSync(at('dist', '.sabai-built'), hash)
}

/** Runs a step with its output shown, and a sign of life every ten seconds. */
async function run(command, args, { env, advice }) {
  const began = Date.now()
  const life = setInterval(() => say(`… still at it, ${Math.round((Date.now() - began) / 1000)} s`), 10_000)
  const status = await new Promise(done => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] })
    child.once('error', error => done(error.message)).once('exit', (code, signal) => done(code ?? signal))
  })
  clearInterval(life)
  if (status !== 0) throw new Error(`${command} ended with ${status}. ${advice}`)
  say(`done in ${Math.round((Date.now() - began) / 1000)} s`)
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(file.slice(file.startsWith(root) ? root.length : 0))
      .update('\0')
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}
