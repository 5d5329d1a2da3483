/** How much of a file is read before it is refused. They are arguments so that a test need not make ten gigabytes. */
export type Limits = {
  /** Bytes as they arrive: what a 10 GB upload is stopped by. */
  storedBytes: number
  /** Bytes after unpacking: what a bomb is stopped by. */
  unpackedBytes: number
  /** Characters of one row, whatever its shape: what a file that is one endless line is stopped by. */
  rowCharacters: number
  columns: number
  rows: number
  /** Bytes of an XLSX file's text table, the only part of it that is kept in memory. */
  sharedTextBytes: number
}

export const limits: Limits = {
  storedBytes: 512_000_000,
  unpackedBytes: 4_000_000_000,
  rowCharacters: 1_000_000,
  columns: 1_000,
  rows: 5_000_000,
  sharedTextBytes: 32_000_000,
}
