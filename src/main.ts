import { openPlace } from '#kernel/place.ts'
import { loadSettings } from '#kernel/settings.ts'

try {
  const settings = loadSettings()
  const opening = openPlace(settings)
  // Told by whoever awaits it.
  opening.catch(() => {})
  // PostgreSQL starts while Node reads the house.
  const { serve } = await import('./serve.ts')
  await serve(settings, opening)
} catch (error) {
  console.error(`sabai: ${(error as Error).message}`)
  process.exit(1)
}
