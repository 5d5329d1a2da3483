import { z } from 'zod'

export const reactions = ['heart', 'sad', 'too'] as const
export type Reaction = (typeof reactions)[number]

/** What colleagues did with a voice. */
export const Heard = z.object({
  reactions: z.array(z.object({ kind: z.enum(reactions), count: z.int(), mine: z.boolean() })),
  comments: z.int(),
  bookmarked: z.boolean(),
  readers: z.int(),
  /** Whom its good words are about. */
  praised: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type Heard = z.output<typeof Heard>
