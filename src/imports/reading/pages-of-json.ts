import { Problem } from '#kernel/problem.ts'
import type { Item } from './json.ts'
import type { Limits } from './limits.ts'

const words = (text: string) => new Set(text.split(/\s+/))
/** How services call the list in a page of their answers. */
const LISTS = words(
  'data items results responses submissions satisfaction_ratings survey_responses conversations ratings tickets ticket_metrics ticket_metric_events calls',
)
/** What else stands in such a page before its list; an object that begins with other names is a row itself, whatever lists it holds. */
const AROUND = words(
  `type total total_items total_count count page pages page_count page_size per_page total_pages results_per_page result_ok links meta paging
  next next_page previous_page has_more object limit offset url pagination end_of_stream end_time next_cursor cursor after_url after_cursor before_url before_cursor`,
)

/**
 * Pages as an API answers them, one or many, one behind the other or in an array: `{"total": 2, "items": [{…}, {…}]}`. What is cut are the
 * items, as they flow; an object that is no page is an item itself.
 */
export class PageCutter {
  sawPage = false
  #depth = 0
  #quoted = false
  #escaped = false
  /** The depth at which objects stand: in the file itself, or in its one array. */
  #base = 0
  /** The depth of the items of the page that is being read. */
  #page: number | null = null
  /** Behind the list of a page, until the page ends. */
  #over = false
  /** Whether the object could still be a page. */
  #likely = true
  #word = ''
  #name = ''
  #item = ''
  #row = 0
  readonly #limits: Limits
  constructor(limits: Limits) {
    this.#limits = limits
  }

  cut(chunk: string, _last = false): Item[] {
    const items: Item[] = []
    for (const letter of chunk) this.#step(letter, items)
    if (this.#item.length > this.#limits.rowCharacters) throw new Problem('import.row-too-long', 400, { row: this.#row + 1 })
    return items
  }

  get #itemsAt() {
    return this.#page ?? this.#base
  }

  #step(letter: string, items: Item[]) {
    if (this.#quoted) this.#inText(letter)
    else if (letter === '{' || letter === '[') this.#open(letter)
    else if (letter === '}' || letter === ']') this.#close(letter, items)
    else {
      if (letter === '"') this.#beginText()
      if (letter === ':' && this.#mayHoldList()) this.#named()
      this.#keep(letter)
    }
  }

  #beginText() {
    this.#quoted = true
    this.#word = ''
  }

  #inText(letter: string) {
    this.#keep(letter)
    if (this.#escaped) this.#escaped = false
    else if (letter === '\\') this.#escaped = true
    else if (letter === '"') this.#quoted = false
    else if (this.#mayHoldList() && this.#word.length < 40) this.#word += letter
  }

  #mayHoldList() {
    return this.#page === null && this.#likely && !this.#over && this.#depth === this.#base + 1
  }

  #named() {
    this.#name = this.#word
    this.#likely = LISTS.has(this.#name) || AROUND.has(this.#name)
  }

  #keep(letter: string) {
    if (this.#depth > this.#itemsAt && (this.#page !== null || !this.#over)) this.#item += letter
  }

  #open(letter: string) {
    if (letter === '[' && this.#depth === 0) this.#base = 1
    else if (letter === '[' && this.#mayHoldList() && LISTS.has(this.#name)) return this.#enterPage()
    if (letter === '{' && this.#depth === this.#itemsAt) this.#begin()
    this.#depth++
    this.#keep(letter)
  }

  #begin() {
    this.#item = ''
    if (this.#page === null) {
      this.#likely = true
      this.#over = false
      this.#name = ''
    }
  }

  /** What was kept of the object was a page's head, not an item. */
  #enterPage() {
    this.#depth++
    this.#page = this.#depth
    this.#item = ''
    this.sawPage = true
  }

  #close(letter: string, items: Item[]) {
    this.#keep(letter)
    this.#depth--
    if (letter === ']' && this.#page !== null && this.#depth === this.#page - 1) {
      this.#page = null
      this.#over = true
    } else if (letter === '}' && this.#depth === this.#itemsAt) this.#finish(items)
  }

  #finish(items: Item[]) {
    if (this.#page === null && this.#over) this.#over = false
    else items.push({ row: ++this.#row, text: this.#item })
    this.#item = ''
  }
}

/** Whether a text that begins so is pages, or objects over several lines: lines alone would not be JSON. */
export function isPaged(start: string, limits: Limits): boolean {
  const cutter = new PageCutter(limits)
  cutter.cut(start)
  if (cutter.sawPage || start.trimStart()[0] === '[') return cutter.sawPage
  const [first = ''] = start.trimStart().split('\n', 1)
  return !isJson(first)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
