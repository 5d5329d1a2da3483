import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { languages, roles } from '#kernel/words.ts'

export const Me = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), language: z.enum(languages) }),
  workspaces: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      name: z.string(),
      sample: z.boolean(),
      role: z.enum(roles),
      memberId: z.uuid(),
      language: z.enum(languages),
      zone: z.string(),
      permissions: z.array(z.string()),
    }),
  ),
})
export type Me = z.output<typeof Me>

export const me = endpoint('GET /me', {
  summary: 'Who is signed in, and in which workspaces they may do what',
  may: 'signed-in',
  input: z.strictObject({}),
  output: Me,
})
