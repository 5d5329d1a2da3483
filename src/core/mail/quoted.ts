/** A mail's text in its three parts: what was written now, how the writer signs, and what they answered to. */
export type Written = { own: string; signature: string; quoted: string }

/** Beyond so many lines nobody wrote it by hand. */
const MOST_LINES = 20_000
const LONGEST_LINE = 2_000
/** A signature is short, and stands at the end. */
const SIGNATURE_LINES = 15

const ORIGINAL =
  /^\s*[-_]{2,}\s*(original message|forwarded message|ข้อความต้นฉบับ|ข้อความเดิม|ข้อความที่ส่งต่อ|ຂໍ້ຄວາມເດີມ|ຂໍ້ຄວາມຕົ້ນສະບັບ|សារដើម|ursprüngliche nachricht|message d'origine|mensaje original|元のメッセージ|原始邮件|原始郵件)\s*[-_]{2,}\s*$/i
/** "On Monday, … wrote:" in the languages that mail programs speak here. */
const WROTE = /(wrote|เขียนว่า|เขียน|ຂຽນວ່າ|ຂຽນ|បានសរសេរ|សរសេរ|a écrit|schrieb|escribió|đã viết|写道|寫道)\s*.{0,120}[:：៖]\s*$/i
const NAMES_SOMEBODY = /[<(]?\S+@\S+[>)]?/
const FROM = /^\s*\*?(from|จาก|ຈາກ|ពី|von|de|差出人|发件人|寄件者)\s*[:：៖]\*?\s*\S/i
const SENT =
  /^\s*\*?(sent|date|to|subject|ส่ง|วันที่|ถึง|เรื่อง|หัวเรื่อง|ສົ່ງ|ວັນທີ|ເຖິງ|ເລື່ອງ|ຫົວຂໍ້|ផ្ញើ|កាលបរិច្ឆេទ|ជូន|ប្រធានបទ|gesendet|an|envoyé|à|objet|送信日時|宛先|件名|发送时间|收件人|主题)\s*[:：៖]/i
const DASHES = /^\s*(--|—|__+)\s*$/
const SENT_FROM = /^\s*(sent from my |get outlook for |ส่งจาก ?iphone|ส่งจากโทรศัพท์|ສົ່ງຈາກ|ផ្ញើពី)/i

/** Splits what was written from what it answers. Every line is looked at a bounded number of times. */
export function written(text: string): Written {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const all = lines.slice(0, MOST_LINES)
  const begins = quoteBegins(all)
  const quoted = [...all.slice(begins), ...lines.slice(MOST_LINES)]
  const rest = all.slice(0, begins)
  const signs = signatureBegins(rest)
  const own = tidy(rest.slice(0, signs))
  // Who only quotes, or only signs, has said that.
  if (own === '') return { own: tidy(all), signature: '', quoted: '' }
  return { own, signature: tidy(rest.slice(signs)), quoted: tidy(quoted) }
}

/** At most one empty line in a row, none at the ends. */
function tidy(lines: readonly string[]): string {
  const kept: string[] = []
  for (const line of lines) {
    const text = line.trimEnd()
    if (text !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(text)
  }
  while (kept.at(-1) === '') kept.pop()
  return kept.join('\n')
}

function quoteBegins(lines: readonly string[]): number {
  const tail = quotedTail(lines)
  for (let at = 0; at < tail; at++) if (isHeader(lines, at)) return at
  // Answers between the quoted lines: then only what stands behind the last of them is folded, with the line that introduces it.
  return introduced(lines, tail)
}

/** Where the last lines begin that are all quoted or empty. */
function quotedTail(lines: readonly string[]): number {
  let begins = lines.length
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!
    if (line.startsWith('>')) begins = at
    else if (line.trim() !== '') break
  }
  return begins
}

function introduced(lines: readonly string[], tail: number): number {
  if (tail === lines.length) return tail
  for (let at = tail - 1; at >= Math.max(0, tail - 4); at--) if (wrote(lines, at, tail)) return at
  return tail
}

function isHeader(lines: readonly string[], at: number): boolean {
  const line = lines[at]!.slice(0, LONGEST_LINE)
  if (ORIGINAL.test(line)) return true
  if (FROM.test(line)) return lines.slice(at + 1, at + 4).filter(next => SENT.test(next.slice(0, LONGEST_LINE))).length >= 2
  return wrote(lines, at, at + 3) && onlyQuotedAfter(lines, at)
}

/** The line (with up to two that it was broken into) says who wrote when. */
function wrote(lines: readonly string[], at: number, until: number): boolean {
  if (lines[at]!.trim() === '' || lines[at]!.startsWith('>')) return false
  let joined = ''
  for (const line of lines.slice(at, Math.min(at + 3, Math.max(until, at + 1)))) {
    if (line.trim() === '' || line.startsWith('>')) break
    joined = `${joined} ${line.slice(0, LONGEST_LINE)}`
    if (WROTE.test(joined) && /\d/.test(joined) && (NAMES_SOMEBODY.test(joined) || joined.length < 300)) return true
  }
  return false
}

/** Behind who wrote stands either a quote, or the whole rest as some programs paste it: then an address must have been named. */
function onlyQuotedAfter(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1, at + 6).find(line => line.trim() !== '' && !WROTE.test(line))
  return next === undefined || next.startsWith('>') || NAMES_SOMEBODY.test(lines.slice(at, at + 3).join(' '))
}

function signatureBegins(lines: readonly string[]): number {
  const from = Math.max(0, lines.length - SIGNATURE_LINES)
  for (let at = from; at < lines.length; at++) if (DASHES.test(lines[at]!) || SENT_FROM.test(lines[at]!.slice(0, 200))) return at
  return lines.length
}
