import { serviceImporter } from '../bringing/importer.ts'
import { readZendeskCsat } from './zendesk-csat/item.ts'

/** Pages of Zendesk's `GET /api/v2/guide/survey_responses`: the CSAT surveys that followed the thumbs. */
export default serviceImporter({ id: 'zendesk-csat', read: readZendeskCsat, asksScale: false })
