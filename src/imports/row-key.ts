import { hash } from 'node:crypto'

/**
 * What makes a row itself when the file gives it no id: 128 bits of its cells' hash and its occurrence among the identical ones before it.
 * Fifteen people may have said the same word; the same file read again says nothing new.
 */
export function rowKeys(expectedRows = 1000) {
  const occurrences = new Occurrences(expectedRows)
  const ofCells = (cells: readonly string[]): Uint8Array => {
    const key = hashed(cells.join('\u001f'))
    key.writeUInt32BE(occurrences.next(key), 16)
    return key
  }
  /** A row that has an id at its source is that id: the same one again is the same row, so there is no occurrence to it. */
  return Object.assign(ofCells, { ofId: (id: string): Uint8Array => hashed(`\u001e${id}`) })
}

/** 128 bits, and four bytes of zeros for the occurrence. */
function hashed(text: string) {
  const key = Buffer.alloc(20)
  key.write(hash('sha256', text, 'hex'), 0, 16, 'hex')
  return key
}

/**
 * Counts how often each hash came, in flat arrays: 12 bytes a place, so that a million rows cost under 30 MB where a Map of strings costs 150.
 * Two different rows whose first 64 bits are equal (one file in 10^7 of a million rows) share a count, which is still the same at each reading.
 */
export class Occurrences {
  #high: Uint32Array
  #low: Uint32Array
  #counts: Uint32Array
  #used = 0

  constructor(expected: number) {
    const places = Math.max(1024, Math.ceil(expected * 1.3))
    ;[this.#high, this.#low, this.#counts] = [new Uint32Array(places), new Uint32Array(places), new Uint32Array(places)]
  }

  get bytes() {
    return this.#counts.length * 12
  }

  /** 1 the first time that these bytes come, then 2, and so on. */
  next(key: Buffer): number {
    if (this.#used > this.#counts.length * 0.85) this.#grow()
    const [high, low] = [key.readUInt32BE(0), key.readUInt32BE(4)]
    const place = this.#place(high, low)
    if (this.#counts[place] === 0) this.#used++
    ;[this.#high[place], this.#low[place]] = [high, low]
    return (this.#counts[place] = this.#counts[place]! + 1)
  }

  #place(high: number, low: number) {
    const places = this.#counts.length
    let place = Math.floor((high / 4_294_967_296) * places)
    while (this.#counts[place] !== 0 && (this.#high[place] !== high || this.#low[place] !== low))
      place = place + 1 === places ? 0 : place + 1
    return place
  }

  #grow() {
    const [high, low, counts] = [this.#high, this.#low, this.#counts]
    const places = Math.ceil(counts.length * 1.5)
    ;[this.#high, this.#low, this.#counts] = [new Uint32Array(places), new Uint32Array(places), new Uint32Array(places)]
    for (let at = 0; at < counts.length; at++) {
      if (counts[at] === 0) continue
      const place = this.#place(high[at]!, low[at]!)
      ;[this.#high[place], this.#low[place], this.#counts[place]] = [high[at]!, low[at]!, counts[at]!]
    }
  }
}
