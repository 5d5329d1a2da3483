const plain = (text: string) => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

/** HTML that was made by `html` or named `trusted`: a string cannot be one by accident. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString() {
    return this.text
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[]

const write = (part: Part): string => {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Html) return part.text
  return typeof part === 'object' ? part.map(write).join('') : plain(String(part))
}

/** Whatever is put in is escaped, for text and for attributes in quotes; `html` inside `html` and lists of it stay what they are. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.map((text, at) => text + (at < parts.length ? write(parts[at]) : '')).join(''))

/** For our own constants only, such as a style sheet; never for what anybody typed. */
export const trusted = (text: string) => new Html(text)

/** A value inside a script element: JSON in which no element can end and no comment begin. */
export const scriptValue = (value: unknown) => new Html(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped))

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
