import { serviceImporter } from '../bringing/importer.ts'
import { readZendesk } from './zendesk/item.ts'

/** Pages of Zendesk's `GET /api/v2/satisfaction_ratings`: good or bad. */
export default serviceImporter({ id: 'zendesk', read: readZendesk, asksScale: false })
