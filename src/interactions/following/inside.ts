import type { CommandContext } from '#kernel/command.ts'
import { reading, system, working } from '#kernel/inside.ts'
import type { Working } from '#kernel/slice.ts'

/** The workspace of a command, for work of many transactions. */
export const inside = async ({ inside: house, workspaceId }: CommandContext): Promise<Working> =>
  reading(house, await workspaceId(), system, async ({ workspace, now }) => working(house, workspace, system, now))
