import type { About, Saved } from '#kernel/importer.ts'
import type { Writing } from '#kernel/slice.ts'
import { interactionsAdded } from './api.ts'

/** At the end of an import: one event for all of its rows. */
export const noteAdded = ({ announce }: Writing, { importId, settings }: About, { added, changed }: Omit<Saved, 'refused'>) =>
  announce(interactionsAdded, { source: settings.source, added, changed, importId }, { subjectId: importId })
