import type { Inside } from './inside.ts'
import type { SignIn } from './sign-in.ts'

/** What a command of the administrator may use: the house as a server has it, without serving. */
export type CommandContext = {
  inside: Inside
  signIn: SignIn
  /** The workspace of `--workspace` (number, id or name), else the only one. Throws when that is not clear. */
  workspaceId: () => Promise<string>
  publicUrl: string
  /** Written to standard error, so that `--json` stays one document. */
  progress: (line: string) => void
  /** Aborted by Ctrl-C, once: who can leaves nothing half done. A second one ends the process. */
  signal: AbortSignal
  /** Delivers what was announced and runs what follows from it; done at the end in any case. */
  settle: () => Promise<void>
}

export type Option = { name: string; value: string | null; required?: boolean; many?: boolean; about: string }

/** One command of `npm run sabai`: words, what it takes, what it gives as one JSON document. */
export type Command = {
  words: string
  about: string
  takes: readonly string[]
  options: readonly Option[]
  run: (
    ctx: CommandContext,
    given: { takes: string[]; options: Record<string, string | boolean | string[] | undefined> },
  ) => Promise<unknown>
}

export const command = (one: Command): Command => one
