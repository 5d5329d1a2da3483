import { globSync, readFileSync } from 'node:fs'

const strangers = ['/first-run', '/invitation', '/password', '/sign-in']

/** The address of every page of a workspace that needs no id, read off the slices' lists: a new page is looked at without being named here. */
export const everyPath: readonly string[] = globSync('src/*/pages/index.ts')
  .flatMap(file => [...readFileSync(file, 'utf8').matchAll(/path: '(\/[^']*)'/g)].map(([, path]) => path!))
  .filter(path => !path.includes('$') && !strangers.includes(path))
  .map(path => path.slice(1))
  .sort()
