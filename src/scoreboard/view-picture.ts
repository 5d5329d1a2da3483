import { type Html, html } from '#kernel/html.ts'

export type Drawn = {
  label: string
  value: number | null
  low: number | null
  high: number | null
  written: string
  range: string
  n: number
}

/** More rows are in the text only. */
const MOST = 30
const [LIKELY, MARK, GROUND] = ['#D9B9CB', '#7A2453', '#F0E8E7']

/**
 * Likely ranges as a picture that every mail program shows, without loading anything: cells of a table, coloured, with the value as a mark. The words beside
 * it say the same.
 */
export function pictureOf(rows: readonly Drawn[]): Html {
  const ends = rows.flatMap(({ value, low, high }) => [value, low, high].filter(one => one !== null))
  if (ends.length === 0) return html``
  const [least, most] = [Math.min(0, ...ends), Math.max(...ends)]
  const at = (value: number) => (most === least ? 0 : (100 * (value - least)) / (most - least))
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 1em;font-size:14px">${rows
    .slice(0, MOST)
    .map(row => line(row, at))}</table>`
}

const line = (row: Drawn, at: (value: number) => number) =>
  html`<tr><td style="padding:5px 10px 5px 0;width:34%">${row.label}</td><td style="padding:5px 0">${bar(row, at)}</td><td style="padding:5px 0 5px 10px;text-align:right;white-space:nowrap"><b>${row.written}</b><br><span style="color:#6B5A64;font-size:12px">${row.range}</span></td><td style="padding:5px 0 5px 10px;text-align:right;white-space:nowrap;color:#6B5A64;font-size:12px">n ${row.n}</td></tr>`

/** From the left: nothing, likely, the value, likely, nothing; each as wide as it is. */
function bar({ value, low, high }: Drawn, at: (value: number) => number): Html {
  if (value === null) return html``
  const [from, mark, to] = [at(low ?? value), at(value), at(high ?? value)]
  const cells = [
    [from, GROUND],
    [mark - from, LIKELY],
    [1.5, MARK],
    [to - mark, LIKELY],
    [100 - to, GROUND],
  ] as const
  return html`<table role="presentation" width="100%" height="12" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed"><tr>${cells
    .filter(([width]) => width > 0.05)
    .map(
      ([width, colour]) =>
        html`<td width="${width.toFixed(1)}%" height="12" bgcolor="${colour}" style="font-size:0;line-height:0">&nbsp;</td>`,
    )}</tr></table>`
}
