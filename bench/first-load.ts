import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Line } from './measure.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const kilobytes = (file: string) => gzipSync(readFileSync(`${dist}${file}`)).length / 1024

/** What a first visit loads, gzipped: the page, its scripts and those they import at once, its styles, one language; and the largest page after it. */
export async function firstLoad(): Promise<Line[]> {
  if (!existsSync(`${dist}index.html`)) throw new Error('nothing is built: npm start builds it')
  const page = readFileSync(`${dist}index.html`, 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!)
  const words = readdirSync(`${dist}assets`).find(file => /^words-lo-.*\.js$/.test(file))!
  const sum = ['index.html', ...first, `assets/${words}`].reduce((all, file) => all + kilobytes(file), 0)
  const rest = readdirSync(`${dist}assets`).filter(
    file => file.endsWith('.js') && !first.includes(`assets/${file}`) && !file.startsWith('words-'),
  )
  const largest = rest.map(file => ({ file, kb: kilobytes(`assets/${file}`) })).sort((a, b) => b.kb - a.kb)[0]
  return [
    { what: 'first load, gzip, with one language, without fonts', measured: `${sum.toFixed(0)} KB`, wanted: '≤ 250 KB' },
    {
      what: `largest part after it (${largest?.file.replace(/-[\w-]{8}\.js$/, '')})`,
      measured: `${largest?.kb.toFixed(0)} KB`,
      wanted: '≤ 60 KB',
    },
  ]
}
