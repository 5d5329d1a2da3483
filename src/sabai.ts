import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SEARCH_VERSION } from '#core/text/normalise.ts'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { type Command, type CommandContext, command } from '#kernel/command.ts'
import { finding, type Inside } from '#kernel/inside.ts'
import { openPlace } from '#kernel/place.ts'
import { Problem } from '#kernel/problem.ts'
import { secretOf } from '#kernel/secret.ts'
import { createServer, prepareDatabase } from '#kernel/server.ts'
import { loadSettings } from '#kernel/settings.ts'
import { sayProblem } from '#kernel/text.ts'
import { slices } from './slices.ts'

// The administrator's command line: works beside a running server and without one.
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const help = command({
  words: 'help',
  about: 'What the command line can do',
  takes: [],
  options: [],
  run: async () => ({ commands: commands.map(describe) }),
})
const versionCommand = command({
  words: 'version',
  about: 'The versions of Sabai, of Node and of the search keys',
  takes: [],
  options: [],
  run: async () => ({ version, node: process.version, searchKeys: SEARCH_VERSION }),
})
const commands: readonly Command[] = [help, versionCommand, ...slices.flatMap(slice => slice.commands ?? [])]
const everywhere = [
  { name: 'workspace', value: 'NUMBER|ID|NAME', about: 'which workspace; the only one is the default' },
  { name: 'json', value: null, about: 'prints one JSON document and nothing else' },
]

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const words = args.length === 0 || args.includes('--help') ? ['help'] : args
    const chosen = [...commands]
      .sort((a, b) => b.words.length - a.words.length)
      .find(one => words.join(' ').startsWith(one.words) && words.slice(0, one.words.split(' ').length).join(' ') === one.words)
    if (!chosen) throw new Error(`There is no command '${words.join(' ')}'. Try: npm run -s sabai -- help`)
    const given = read(chosen, words.slice(chosen.words.split(' ').length))
    const json = given.options.json === true
    const result =
      chosen === help || chosen === versionCommand ? await chosen.run({} as CommandContext, given) : await inHouse(chosen, given)
    console.log(json ? JSON.stringify(result) : chosen === help ? page() : lines(result))
    return 0
  } catch (error) {
    console.error(error instanceof Problem ? sayProblem('en', error) : (error as Error).message)
    return 1
  }
}

type Given = Parameters<Command['run']>[1]

/** @throws Error that names the option and what is expected */
function read({ words, takes, options }: Command, args: string[]): Given {
  const known = Object.fromEntries(
    [...options, ...everywhere].map(option => [
      option.name,
      { type: option.value === null ? ('boolean' as const) : ('string' as const), multiple: 'many' in option && option.many === true },
    ]),
  )
  const { values, positionals } = parseArgs({ args, options: known, allowPositionals: true, strict: true })
  const missing = [
    ...takes.slice(positionals.length).map(name => `<${name}>`),
    ...options.filter(option => option.required && values[option.name] === undefined).map(option => `--${option.name}`),
  ]
  if (missing.length > 0) throw new Error(`'${words}' needs ${missing.join(' and ')}. Try: npm run -s sabai -- help`)
  if (positionals.length > takes.length) throw new Error(`'${words}' does not take '${positionals[takes.length]}'.`)
  return { takes: positionals, options: values as Given['options'] }
}

/** With the house as a server has it, but without serving; what was announced is delivered before we leave. */
async function inHouse(chosen: Command, given: Given): Promise<unknown> {
  const settings = loadSettings()
  const place = await openPlace(settings)
  try {
    await prepareDatabase(place.database, slices)
    const server = await createServer({
      ...settings,
      database: place.database,
      secret: secretOf(settings),
      slices,
      version,
      logger: false,
      doorkeeper,
      firstRun: { check: () => false },
      manual: true,
    })
    try {
      const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`
      const result = await chosen.run(
        {
          inside: server.inside,
          signIn: server.signIn,
          publicUrl,
          workspaceId: () => findWorkspace(server.inside, given.options.workspace as string | undefined),
          progress: line => console.error(line),
          // Only who asks for it is told of Ctrl-C; any other command ends at once.
          get signal() {
            return interrupted()
          },
          settle: () => server.settle(),
        },
        given,
      )
      await server.settle()
      return result
    } finally {
      await server.close()
    }
  } finally {
    await place.close()
  }
}

function interrupted(): AbortSignal {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  return stopping.signal
}

async function findWorkspace(inside: Inside, asked: string | undefined): Promise<string> {
  const all = await finding(inside, ({ tx }) =>
    tx.selectFrom('workspace').select(['id', 'number', 'name']).where('archivedAt', 'is', null).orderBy('number').limit(1000).execute(),
  )
  const fit = asked === undefined ? all : all.filter(one => [one.id, String(one.number), one.name].includes(asked))
  if (fit.length === 1) return fit[0]!.id
  const list = all
    .slice(0, 20)
    .map(one => `  ${one.number}  ${one.name}`)
    .join('\n')
  if (all.length === 0)
    throw new Error("There is no workspace yet. Make one: npm run -s sabai -- workspace create --name 'My company' --admin me@example.com")
  throw new Error(
    `${asked === undefined ? 'There are several workspaces: say which with --workspace' : `No single workspace is '${asked}'`}:\n${list}`,
  )
}

/** A function, not a constant: `main` runs above, before constants down here have a value. */
function describe({ words, about, takes, options }: Command) {
  return {
    usage: [
      words,
      ...takes.map(name => `<${name}>`),
      ...options.map(({ name, value, required }) => (required ? `--${name} ${value}` : `[--${name}${value === null ? '' : ` ${value}`}]`)),
    ].join(' '),
    about,
    options: options.map(({ name, value, about }) => ({ name, value, about })),
  }
}

function page(): string {
  const option = ({ name, value, about }: { name: string; value: string | null; about: string }) =>
    `      --${name}${value === null ? '' : ` ${value}`}  ${about}`
  const one = (chosen: Command) => [`  ${describe(chosen).usage}`, `      ${chosen.about}`, ...chosen.options.map(option)].join('\n')
  return ['npm run -s sabai -- COMMAND', '', ...commands.map(one), '', '  Every command takes:', ...everywhere.map(option)].join('\n')
}

/** For people: one line a value. */
function lines(result: unknown): string {
  if (typeof result !== 'object' || result === null) return String(result)
  const said = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value))
  return Object.entries(result)
    .map(([name, value]) => `${name}: ${said(value)}`)
    .join('\n')
}
