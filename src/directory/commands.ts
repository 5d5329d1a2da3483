import { z } from 'zod'
import { command } from '#kernel/command.ts'
import { parse } from '#kernel/input.ts'
import { system, writing } from '#kernel/inside.ts'
import { createWorkspace } from './first-run.ts'
import { Zone } from './hours-words.ts'
import { createKey } from './keys.ts'
import { Email, Language, name } from './member-words.ts'

const Asked = z.object({ name: name(100), admin: Email, language: Language.default('en'), zone: Zone.default('UTC') })

const makeWorkspace = command({
  words: 'workspace create',
  about: 'Makes a workspace and invites its first admin; the link lets them in',
  takes: [],
  options: [
    { name: 'name', value: 'NAME', required: true, about: 'what the workspace is called' },
    { name: 'admin', value: 'EMAIL', required: true, about: 'the address of its first admin' },
    { name: 'language', value: 'en|th|lo|km', about: 'of the workspace; English when not given' },
    { name: 'zone', value: 'ZONE', about: 'where its days begin, such as Asia/Vientiane; UTC when not given' },
  ],
  run: async ({ inside, publicUrl }, { options: { name, admin, language, zone } }) => {
    const asked = parse(Asked, { name, admin, language, zone })
    const made = await createWorkspace(inside, { ...asked, adminEmail: asked.admin, address: publicUrl })
    return { id: made.id, name: made.name, link: made.link }
  },
})

const AskedKey = z.object({ name: name(60), scope: z.array(z.string()).default(['*']) })

const makeKey = command({
  words: 'key create',
  about: 'Makes an API key; it is printed here and nowhere else',
  takes: [],
  options: [
    { name: 'name', value: 'NAME', required: true, about: 'what the key is for' },
    { name: 'scope', value: 'SCOPE', many: true, about: 'a permission it has, such as directory.read; everything when none is given' },
  ],
  run: async ({ inside, workspaceId }, { options: { name, scope } }) => {
    const { name: called, scope: scopes } = parse(AskedKey, { name, scope })
    return writing(inside, await workspaceId(), system, ctx => createKey(ctx, { name: called, scopes }))
  },
})

export const commands = [makeWorkspace, makeKey]
