// Completes package-lock.json with the platform packages of a dependency that the registry in use does not carry.
// npm leaves them out without a word, and then `npm ci` refuses the whole file. Only an entry's version can be known here,
// so it has no checksum; it is fetched on that platform alone. Run it after every `npm install` that changes the file.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const systems = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony']
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x']

for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(optionalDependencies)) if (!isThere(place, name)) add(name, version, dev)

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)

function isThere(place, name) {
  const steps = place.split('/node_modules/')
  const homes = steps.map((_, at) => `${steps.slice(0, at + 1).join('/node_modules/')}/`)
  return ['', ...homes].some(home => lock.packages[`${home}node_modules/${name}`])
}

function add(name, version, dev) {
  const words = name.split('/').at(-1).split('-')
  const os = systems.find(system => words.includes(system))
  const cpu = processors.find(processor => words.includes(processor))
  if (!os || !cpu)
    return console.error(`${name}@${version} is missing from the lock file, and its name does not say for which system it is.`)
  const libc = words.some(word => word.startsWith('musl')) ? ['musl'] : words.some(word => word.startsWith('gnu')) ? ['glibc'] : undefined
  lock.packages[`node_modules/${name}`] = { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc }), optional: true, os: [os] }
  console.log(`added ${name}@${version}`)
}
