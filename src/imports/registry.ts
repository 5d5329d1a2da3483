import { existsSync, readdirSync } from 'node:fs'
import { folder } from '#kernel/folder.ts'
import type { Importer } from '#kernel/importer.ts'
import { Problem } from '#kernel/problem.ts'

const slices = new URL('../', import.meta.url)
let found: Promise<ReadonlyMap<string, Importer>> | undefined

/** Every importer of every slice: a file in a folder `importers/` is one. The folder is read, not imported from: slices below stay unknown here. */
export const importers = () => (found ??= read())

async function read() {
  const folders = readdirSync(slices).map(slice => new URL(`${slice}/importers/`, slices))
  const all = await Promise.all(folders.filter(url => existsSync(url)).map(url => folder<Importer>(url)))
  return new Map(all.flat().map(one => [one.id, one]))
}

/** @throws Problem 404 when there is no such importer, 403 when its rows are not this person's to write */
export async function importerFor(id: string, may: (permission: string) => boolean): Promise<Importer> {
  const importer = (await importers()).get(id)
  if (!importer) throw new Problem('importer.not-found', 404)
  if (!may(importer.may)) throw new Problem('forbidden', 403)
  return importer
}
