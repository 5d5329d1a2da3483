import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

const blank = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(shape: T) =>
  z.preprocess(
    blank,
    shape.optional().transform(value => value ?? null),
  )
const withDefault = <T>(shape: z.ZodType<T>, value: string) => z.preprocess(given => blank(given) ?? value, shape)

/** An address with one of these beginnings, which the system's own parser also takes. */
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      text => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)),
      `an address that begins with ${protocols.map(name => `${name}://`).join(' or ')}`,
    )

const origin = url('http', 'https')
  .refine(
    text => URL.canParse(text) && new URL(text).pathname === '/' && !new URL(text).search,
    'an address without a path, such as https://sabai.example.com',
  )
  .transform(text => new URL(text).origin)

const mailbox = z
  .string()
  .regex(/^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'a mail address, or a name and an address: Help <help@example.com>')

const proxies = z.string().transform((text, ctx) => {
  const ranges = text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
  if (!ranges.every(isRange))
    ctx.addIssue({ code: 'custom', message: 'addresses or ranges with commas between them, such as 10.0.0.0/8, ::1' })
  return ranges
})

function isRange(text: string) {
  const [address = '', bits, more] = text.split('/')
  const family = isIP(address)
  return family > 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
}

const hosts = z.string().transform(text =>
  text
    .split(',')
    .map(part => part.trim().toLowerCase())
    .filter(Boolean),
)

/** Every setting: its name, and what it has to look like. The README's table says what each is for. */
const shapes = {
  DATABASE_URL: optional(url('postgres', 'postgresql')),
  SABAI_DATA: withDefault(z.string(), './data'),
  SABAI_SECRET: optional(z.string().min(32, 'at least 32 characters, for instance from: openssl rand -base64 32')),
  HOST: withDefault(
    z
      .string()
      .refine(text => isIP(text) > 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text), 'an address or name of this machine, such as 0.0.0.0'),
    '127.0.0.1',
  ),
  PORT: withDefault(
    z
      .string()
      .refine(text => /^\d{1,5}$/.test(text) && Number(text) <= 65535, 'a whole number from 0 (any free port) to 65535')
      .transform(Number),
    '3000',
  ),
  PUBLIC_URL: optional(origin),
  TRUST_PROXY: withDefault(proxies, ''),
  SMTP_URL: optional(url('smtp', 'smtps')),
  MAIL_FROM: optional(mailbox),
  MAIL_REPLY_TO: optional(mailbox),
  WEBHOOK_HOSTS: withDefault(hosts, ''),
  IMAP_URL: optional(url('imap', 'imaps')),
  MAIL_BOUNCES: optional(mailbox),
  MAIL_DOMAINS: withDefault(hosts, ''),
}
const names = [...Object.keys(shapes), 'SABAI_SETTINGS']
const secretive = ['DATABASE_URL', 'SABAI_SECRET', 'SMTP_URL', 'IMAP_URL']

const schema = z.object(shapes).transform(given => ({
  databaseUrl: given.DATABASE_URL,
  folder: resolve(given.SABAI_DATA),
  secret: given.SABAI_SECRET,
  host: given.HOST,
  port: given.PORT,
  publicUrl: given.PUBLIC_URL,
  trustProxy: given.TRUST_PROXY,
  smtpUrl: given.SMTP_URL,
  mailFrom: given.MAIL_FROM,
  mailReplyTo: given.MAIL_REPLY_TO,
  webhookHosts: given.WEBHOOK_HOSTS,
  imapUrl: given.IMAP_URL,
  mailBounces: given.MAIL_BOUNCES,
  mailDomains: given.MAIL_DOMAINS,
}))

export type Settings = z.output<typeof schema>

/** Settings that cannot be used; the message names each of them, what was given and what is expected. */
export class WrongSettings extends Error {
  readonly lines: string[]
  constructor(lines: string[]) {
    super(['These settings are wrong:', ...lines.map(line => `  ${line}`), 'The README lists all settings.'].join('\n'))
    this.lines = lines
  }
}

/** Settings from the environment and, where that is silent, from the text of a settings file. */
export function readSettings(env: Record<string, string | undefined>, fileText = ''): Settings {
  const file = linesOf(fileText)
  const given = { ...file.values, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value)) }
  const strangers = [...Object.keys(file.values), ...Object.keys(env).filter(name => name.startsWith('SABAI_'))].filter(
    name => !names.includes(name),
  )
  const read = schema.safeParse(given)
  const wrong = read.success ? [] : read.error.issues.map(({ path, message }) => describe(String(path[0]), given[String(path[0])], message))
  const lines = [...file.wrong, ...[...new Set(strangers)].map(typingMistake), ...wrong]
  if (lines.length || !read.success) throw new WrongSettings(lines)
  return read.data
}

/** The settings of this process: its environment, and `sabai.env` here or the file that SABAI_SETTINGS names. */
export function loadSettings(env: Record<string, string | undefined> = process.env): Settings {
  const file = env.SABAI_SETTINGS || 'sabai.env'
  if (existsSync(file)) return readSettings(env, readFileSync(file, 'utf8'))
  if (env.SABAI_SETTINGS) throw new WrongSettings([`SABAI_SETTINGS is '${file}', but there is no such file.`])
  return readSettings(env)
}

function linesOf(text: string) {
  const values: Record<string, string> = {}
  const wrong: string[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name) values[name] = value.replace(/^(["'])(.*)\1$/, '$2')
    else if (/^\s*[^#\s]/.test(line)) wrong.push(`Line ${index + 1} of the settings file is not of the form NAME=value.`)
  }
  return { values, wrong }
}

const describe = (name: string, value: string | undefined, expected: string) =>
  `${name} is ${secretive.includes(name) ? `set (${value?.length ?? 0} characters, not shown)` : `'${value}'`}, but should be ${expected}.`

function typingMistake(name: string) {
  const [nearest = ''] = [...names].sort((a, b) => distance(name, a) - distance(name, b))
  return `${name} is not a setting: probably a typing mistake${distance(name, nearest) <= 4 ? ` for ${nearest}` : ''}.`
}

/** Levenshtein's: how many letters to add, drop or change. */
function distance(from: string, to: string) {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [above, letter] of [...from].entries()) {
    const next = [above + 1]
    for (const [at, other] of [...to].entries()) next.push(Math.min(next[at]! + 1, row[at + 1]! + 1, row[at]! + (letter === other ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
