import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

type Chunk = { file: string; imports?: string[]; css?: string[] }
type Manifest = Record<string, Chunk>
export type Size = { page: string; kilobytes: number }

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** On the wire: fonts are packed already, everything else goes out gzipped. */
const bytesOf = (file: string) => {
  const body = readFileSync(dist + file)
  return file.endsWith('.woff2') ? body.length : gzipSync(body, { level: 9 }).length
}

const kilobytes = (files: Iterable<string>) => [...new Set(files)].reduce((all, file) => all + bytesOf(file), 0) / 1024

/** A chunk with all that it imports at once, and their styles. */
function filesOf(manifest: Manifest, key: string, seen = new Set<string>()): string[] {
  if (seen.has(key)) return []
  seen.add(key)
  const { file, css = [], imports = [] } = manifest[key] as Chunk
  return [file, ...css, ...imports.flatMap(one => filesOf(manifest, one, seen))]
}

const fontsOf = (manifest: Manifest, names: string[]) =>
  Object.entries(manifest).flatMap(([key, { file }]) => (names.some(name => key.endsWith(`${name}-wght-normal.woff2`)) ? [file] : []))

const slicePage = /^src\/([^/]+)\/pages\/([^/]+)\.tsx$/

/**
 * What a visit loads in Lao, in KB: first the frame with its words and its two fonts; then what each page adds to it,
 * with the words of its slice and what codes are called.
 */
export function loadSizes(): { first: number; pages: Size[] } {
  if (!existsSync(`${dist}.vite/manifest.json`)) throw new Error('nothing is built: npm start builds it')
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Manifest
  const words = (slice: string, part = '') => manifest[`src/${slice}/messages/lo.json${part}`]?.file ?? []
  const fonts = fontsOf(manifest, ['noto-sans-lao-latin', 'noto-sans-lao-lao'])
  if (fonts.length !== 2) throw new Error('the fonts of Lao and Latin are called otherwise now')
  const first = new Set(['index.html', ...filesOf(manifest, 'index.html'), words('ui', '?first'), fonts].flat())
  const pages = Object.keys(manifest).flatMap(key => {
    const [, slice, name] = slicePage.exec(key) ?? []
    if (!slice) return []
    const files = [...filesOf(manifest, key), words(slice), words('ui', '?said')].flat()
    return { page: `${slice}/${name}`, kilobytes: kilobytes(files.filter(file => !first.has(file))) }
  })
  return { first: kilobytes(first), pages: pages.sort((a, b) => b.kilobytes - a.kilobytes) }
}
