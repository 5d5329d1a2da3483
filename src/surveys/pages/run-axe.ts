import axe from 'axe-core'

/** What a rule is about, as an author would say it. */
type Kind = 'contrast' | 'name' | 'language' | 'structure' | 'other'
export type Finding = { rule: string; kind: Kind; part: string }

const kinds: [RegExp, Kind][] = [
  [/contrast|link-in-text/, 'contrast'],
  [/name|label|alt|title|empty/, 'name'],
  [/lang/, 'language'],
  [/heading|list|landmark|region|duplicate|order|definition|aria/, 'structure'],
]
const kindOf = (rule: string): Kind => kinds.find(([pattern]) => pattern.test(rule))?.[1] ?? 'other'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * Reads a page as a screen reader would meet it. The preview's frame belongs to no site and cannot be reached, so its content stands for a moment
 * beside the page, in a shadow of its own with its own styles; nothing of it runs, for it is parsed apart and the page's policy allows no script in it.
 */
export async function runAxe(html: string): Promise<Finding[]> {
  const sheets: CSSStyleSheet[] = []
  // Taken out as text: a style in a parsed page would be judged by this page's policy, and refused aloud.
  const bare = html.replace(/<style\b[^>]*>([\s\S]*?)<\/style>/g, (_, css: string) => {
    sheets.push(sheetOf(css))
    return ''
  })
  const page = new DOMParser().parseFromString(bare, 'text/html')
  const host = document.createElement('div')
  host.className = 'axe-stage'
  host.lang = page.documentElement.lang
  const shadow = host.attachShadow({ mode: 'open' })
  shadow.adoptedStyleSheets = sheets
  const body = document.createElement('div')
  body.className = 'page-body'
  for (const one of page.querySelectorAll('script, link, meta')) one.remove()
  body.append(...[...page.body.childNodes].map(node => document.importNode(node, true)))
  shadow.append(body)
  document.body.append(host)
  try {
    const { violations } = await axe.run(host, { runOnly: { type: 'tag', values: tags } })
    return violations.flatMap(({ id, nodes }) => nodes.map(node => ({ rule: id, kind: kindOf(id), part: wordsOf(node.html) })))
  } finally {
    host.remove()
  }
}

/** What is said of the whole page holds for its place here. */
function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    css.replace(/(^|[{},\s;])(html|:root)(?=[\s{,.:[>])/g, '$1:host').replace(/(^|[{},\s;>])body(?=[\s{,.:[>])/g, '$1.page-body'),
  )
  return sheet
}

const wordsOf = (html: string) => (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim().slice(0, 120)
