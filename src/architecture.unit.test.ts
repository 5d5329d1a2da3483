import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { slices } from './slices.ts'

const names = slices.map(slice => slice.name)
const files = (pattern: string) =>
  globSync(pattern, { cwd: 'src' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => !/\.test\.tsx?$/.test(file))

const imports = (file: string) =>
  [...readFileSync(`src/${file}`, 'utf8').matchAll(/(?:from |import |import\()'([#.][^']+)'/g)].map(([, to = '']) =>
    to.startsWith('#') ? to.slice(1) : posix.join(posix.dirname(file), to),
  )

const everyImport = (pattern: string, allowed: (to: string) => boolean) => {
  const found = files(pattern)
  expect(found.length, `no file is ${pattern}`).toBeGreaterThan(0)
  for (const file of found)
    expect(
      imports(file).filter(to => !allowed(to)),
      file,
    ).toEqual([])
}

/** What of the kernel the browser may have: values and words, nothing that touches Node. */
const contract = /^[\w-]+\/([\w-]+-)?api\.ts$/
const shared = ['kernel/endpoint.ts', 'kernel/event.ts', 'kernel/words.ts', 'kernel/input.ts', 'kernel/problem.ts', 'kernel/importer.ts']

describe('the house looks inward only', () => {
  test('the core imports only itself', () => everyImport('core/**/*.ts', to => to.startsWith('core/')))

  test('the kernel imports the core and itself', () =>
    everyImport('kernel/**/*.ts', to => /^(core|kernel)\//.test(to) || ['database.gen.ts', 'slices.ts'].includes(to)))

  test('the browser kernel imports no slice but the contract of who is signed in', () =>
    everyImport('ui/**/*.{ts,tsx}', to => /^(core|ui)\//.test(to) || contract.test(to) || shared.includes(to)))

  test.each(names)('%s imports only what stands above it, through its front door', name => {
    const doors = names.slice(0, names.indexOf(name)).flatMap(above => [`${above}/index.ts`, `${above}/api.ts`])
    everyImport(`${name}/**/*.{ts,tsx}`, to => /^(core|kernel|ui)\//.test(to) || to.startsWith(`${name}/`) || doors.includes(to))
  })

  test('pages import contracts, words and looks, never the server', () =>
    everyImport(
      '*/pages/**/*.{ts,tsx}',
      to => /^(core|ui)\/|^[\w-]+\/(pages|messages)\//.test(to) || contract.test(to) || shared.includes(to),
    ))

  test('contracts are shared with the browser, so they import nothing of the server', () =>
    everyImport(
      `{${names.join(',')},}/api.ts`,
      to => /^core\//.test(to) || contract.test(to) || /^[\w-]+\/[\w-]+-words\.ts$/.test(to) || shared.includes(to),
    ))

  test('every slice is in the list, and every folder with a door is a slice', () => {
    const doors = files('*/index.ts')
      .map(file => file.split('/')[0])
      .filter(name => name !== 'ui')
    expect(doors.sort()).toEqual([...names].sort())
  })
})

describe('habits that hold', () => {
  test('a slice never asks what time it is', () => {
    for (const name of [...names, 'core'])
      for (const file of files(`${name}/**/*.ts`))
        expect(/\bnew Date\(\)|\bDate\.now\(\)/.test(readFileSync(`src/${file}`, 'utf8')), file).toBe(false)
  })

  test('no file is called by what says nothing', () => {
    const empty = /(^|[/-])(utils?|helpers?|common|misc|data|info|service|manager)\.(ts|tsx)$/
    expect(files('**/*.{ts,tsx}').filter(file => empty.test(file))).toEqual([])
  })

  test('no SQL is built from strings', () => {
    for (const file of files('*/**/*.ts').filter(file => !file.startsWith('kernel/')))
      expect(/sql\.raw\(/.test(readFileSync(`src/${file}`, 'utf8')), file).toBe(false)
  })
})
