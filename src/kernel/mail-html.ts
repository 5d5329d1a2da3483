import type { Html } from './html.ts'
import type { Language } from './words.ts'

const plain = (text: string) => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
const height: Record<Language, number> = { en: 1.5, th: 1.65, lo: 1.75, km: 1.85 }

/** A mail's HTML beside its text: the text's paragraphs, escaped, in the reader's language, a picture made of HTML, at most one button. Nothing remote is loaded. */
export function mailHtml(language: Language, text: string, button?: { label: string; href: string }, picture?: Html): string {
  const paragraphs = text.split(/\n{2,}/).map(part => `<p style="margin:0 0 1em">${plain(part).replaceAll('\n', '<br>')}</p>`)
  const link = button
    ? `<p style="margin:1.5em 0"><a href="${plain(button.href)}" style="background:#7A2453;color:#fff;text-decoration:none;padding:10px 18px;border-radius:8px;display:inline-block;font-weight:600">${plain(button.label)}</a></p>`
    : ''
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="margin:0;padding:24px 16px;background:#fff;color:#271A22;font:16px/${height[language]} 'Noto Sans','Noto Sans Thai','Noto Sans Lao','Noto Sans Khmer',sans-serif"><div style="max-width:36em;margin:0 auto">${paragraphs.join('')}${picture?.text ?? ''}${link}</div></body></html>`
}
