import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { wordsPlugin } from './scripts/words-plugin.ts'

const nameOf = (facade: string | null) => {
  const [, slice, language, part] = /\/src\/([^/]+)\/messages\/(en|th|lo|km)\.json(?:\?(first|said))?$/.exec(facade ?? '') ?? []
  return language ? `assets/words-${language}-${part ?? slice}-[hash].js` : 'assets/[name]-[hash].js'
}

export default defineConfig(({ mode }) => ({
  base: '/',
  plugins: [wordsPlugin(), noJsonSchema(), noEval(), react(), mode === 'gallery' && gallery()],
  server: { proxy: { '/api': 'http://localhost:3000' } },
  json: { namedExports: false },
  // Messages come parsed.
  resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
  build: {
    outDir: 'dist',
    manifest: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What a page may weigh is held by e2e/load.test.ts.
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ facadeModuleId }) => nameOf(facadeModuleId),
        // What every visit loads anyway packs better in one file.
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules\/(react|react-dom|scheduler|zod|@tanstack\/(react-router|router-core|history|store|react-store|query-core)|intl-messageformat|use-sync-external-store)\//,
            },
            // Small parts that come together on pages with lists to be put in order.
            { name: 'hands', test: /src\/ui\/(order|panes)\.tsx?$|IconGripVertical/ },
          ],
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

/** Schemas are printed as JSON Schema by the server only; the browser is spared how. */
const noJsonSchema = (): Plugin => ({
  name: 'no-json-schema',
  transform: {
    filter: { id: /zod\/v4\/classic\/schemas\.js$/ },
    handler: code =>
      code.replace(/^ *inst\._zod\.processJSONSchema = \(ctx, json, params\) => processors\.\w+\(inst, ctx, json, params\);$/gm, ''),
  },
})

/** zod tries whether it may make code from text; our content policy stops that, and reports it on every page. */
const noEval = (): Plugin => ({
  name: 'no-eval',
  transform: { filter: { id: /zod\/v4\/core\/core\.js$/ }, handler: code => `${code}\nglobalConfig.jitless = true\n` },
})
