import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const messages = /\/src\/[^/]+\/messages\/(en|th|lo|km)\.json/

export default defineConfig(({ mode }) => ({
  base: '/',
  plugins: [react(), firstLoad(), mode === 'gallery' && gallery()],
  server: { proxy: { '/api': 'http://localhost:3000' } },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: id => (messages.exec(id)?.[1] ? `words-${messages.exec(id)?.[1]}` : null), test: messages }],
        },
      },
    },
  },
}))

/** `vite --mode gallery` shows all parts with made-up answers, instead of the application. */
const gallery = (): Plugin => ({
  name: 'gallery',
  transformIndexHtml: { order: 'pre', handler: html => html.replace('/src/web.tsx', '/src/ui/gallery/gallery.tsx') },
})

/** Prints what a first visit loads, gzipped: the budget is 250 KB with one language. */
function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_, bundle) {
      const size = (part: string | Uint8Array) => gzipSync(part).length / 1024
      const rows = Object.values(bundle).map(part => ({ part, kb: size(part.type === 'chunk' ? part.code : part.source) }))
      const entry = rows.find(({ part }) => part.type === 'chunk' && part.isEntry)?.part
      const first = new Set([entry?.fileName, ...(entry?.type === 'chunk' ? entry.imports : [])])
      const sum = (keep: (name: string) => boolean) => rows.filter(({ part }) => keep(part.fileName)).reduce((all, { kb }) => all + kb, 0)
      const [script, style, words] = [sum(name => first.has(name)), sum(name => name.endsWith('.css')), sum(name => /words-lo/.test(name))]
      const say = (name: string, kb: number) => this.info(`${name.padEnd(32)} ${kb.toFixed(1)} KB gzip`)
      for (const { part, kb } of rows.sort((a, b) => b.kb - a.kb).slice(0, 24)) say(part.fileName, kb)
      say('first load: scripts', script)
      say('first load: styles', style)
      say('first load: Lao words', words)
      say('first load: all, without fonts', script + style + words)
    },
  }
}
