import { serviceImporter } from '../bringing/importer.ts'
import { readTypeform } from './typeform/item.ts'

/** Pages of Typeform's Responses API. */
export default serviceImporter({
  id: 'typeform',
  read: readTypeform,
  asksScale: true,
  columns: { id: ['token', '#'], at: ['submit date (utc)'] },
})
