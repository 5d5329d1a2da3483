import { typeOf } from '#kernel/file-type.ts'

/** Why a file is shown with a warning: a program; a page that may pretend to be a sign-in; something else than its name says. */
export const fileWarnings = ['program', 'page', 'other-than-named'] as const
export type FileWarning = (typeof fileWarnings)[number]

/** Windows, Linux, macOS, Java, scripts, shortcuts. */
const programs = ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe', '#!', 'L\0\0\0\x01\x14\x02\0']
const PROGRAM_NAMES =
  /\.(exe|scr|com|bat|cmd|ps1|vbs?|vbe|jse?|wsf|wsh|hta|msi|jar|lnk|pif|cpl|reg|iso|img|dll|apk|dmg|sh|docm|xlsm|pptm)\s*$/i
const PAGE_NAMES = /\.(html?|xhtml|shtml|svgz?|mht|mhtml|xml)\s*$/i
const named: Record<string, RegExp> = {
  'application/pdf': /\.pdf$/i,
  'image/png': /\.png$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/gif': /\.gif$/i,
  'image/webp': /\.webp$/i,
  'application/zip': /\.(zip|docx|xlsx|pptx|odt|ods|odp|epub|pages|numbers|key|jar|apk)$/i,
}

/** What a file is by its first bytes, whatever its sender calls it; unknown ones are only ever downloaded. */
export function attached(name: string, bytes: Buffer): { type: string; warning: FileWarning | null } {
  const type = typeOf(bytes) ?? 'application/octet-stream'
  return { type, warning: warningOf(name, type, bytes) }
}

function warningOf(name: string, type: string, bytes: Buffer): FileWarning | null {
  const head = bytes.subarray(0, 512).toString('latin1')
  if (programs.some(begin => head.startsWith(begin)) || PROGRAM_NAMES.test(name)) return 'program'
  if (/^\s*(<!doctype html|<html|<svg|<\?xml|<script)/i.test(head) || PAGE_NAMES.test(name)) return 'page'
  const claims = Object.entries(named).find(([, pattern]) => pattern.test(name))?.[0]
  return claims && claims !== type && !(type === 'application/octet-stream' && bytes.length === 0) ? 'other-than-named' : null
}

/** Shown in the page itself: only what browsers draw without running anything. */
export const isPicture = (type: string) => ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(type)
