import { z } from 'zod'
import { languages, roles } from '#kernel/words.ts'

export const Language = z.enum(languages)
export const Role = z.enum(roles)
/** Kept in NFC and without the invisible, so that two spellings of a name are one. */
export const name = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .transform(text => text.normalize('NFC').replaceAll('\0', ''))
export const Email = z.string().trim().max(254).pipe(z.email())
export const Password = z.string().min(10).max(200)
/** Of a link: whatever is given, so that a blank one is refused as a used one is. */
export const Token = z.string().max(400)
export const nothing = z.object({})
