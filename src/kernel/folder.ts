import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** A folder is a registry: every file in it default-exports one definition whose id is the file's name. */
export async function folder<Definition extends { id: string }>(url: URL): Promise<Definition[]> {
  const files = (await readdir(fileURLToPath(url))).filter(name => /^[\w-]+\.ts$/.test(name) && !name.endsWith('.test.ts')).sort()
  return Promise.all(
    files.map(async file => {
      const { default: definition } = (await import(new URL(file, url).href)) as { default: Definition }
      if (`${definition.id}.ts` !== file) throw new Error(`${file} should define '${file.slice(0, -3)}', not '${definition.id}'`)
      return definition
    }),
  )
}
