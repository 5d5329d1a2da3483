import type { Html } from './html.ts'
import type { Open } from './slice.ts'

// Public pages: HTML from the server for strangers, without cookies and without JavaScript. A slice lists them in `pages`;
// `publicPage('GET /s/:token', …)`, `publicForm('POST /s/:token', …)`; HTML is written with `html` of ./html.ts; ./visit.ts mounts them.

/**
 * What a page may touch. There is no user: the page reads no cookie. Time comes with `inside(…)`, from the database.
 * Refusals are a Problem, shown as a small page in the visitor's language (as problem+json to who accepts only that).
 */
export type Visit = Pick<Open, 'site' | 'language' | 'request' | 'attempt' | 'find' | 'inside'> & {
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** `<style nonce="…">` and `<script nonce="…">`: nothing else of its kind runs. */
  nonce: string
}

/** With what was sent: urlencoded or multipart, files too. A GET has none. */
export type Posted = Visit & { form: FormData }

type Headed = { status?: number; headers?: Readonly<Record<string, string>> }
export type PageAnswer =
  /** Framed by nobody, unless `frameAncestors` lists origins (`https://shop.example`), `self` or `*`. */
  | (Headed & { html: Html; frameAncestors?: readonly string[] })
  /** Anything else: a picture, a script for other sites, plain text. */
  | (Headed & { type: string; body: string | Uint8Array })
  /** 303 to a path of ours. */
  | { redirect: `/${string}` }

export type Page = {
  method: 'GET' | 'POST'
  path: string
  /** Other sites may load and call it by script; it has no cookie to lose. Check `request.headers.get('origin')` where a list is kept. */
  elsewhere: boolean
  /** Of the body. */
  mostBytes: number
  run: (visit: Posted) => Promise<PageAnswer>
}

type Rules = { elsewhere?: boolean; mostBytes?: number }

/** Shows, and changes nothing: scanners and previews open links. */
export const publicPage = (
  line: `GET /${string}`,
  run: (visit: Visit) => Promise<PageAnswer>,
  { elsewhere = false }: Rules = {},
): Page => ({
  method: 'GET',
  path: line.slice(4),
  elsewhere,
  mostBytes: 0,
  run,
})

/** Takes what was typed. */
export const publicForm = (
  line: `POST /${string}`,
  run: (visit: Posted) => Promise<PageAnswer>,
  { elsewhere = false, mostBytes = 65_536 }: Rules = {},
): Page => ({ method: 'POST', path: line.slice(5), elsewhere, mostBytes, run })
