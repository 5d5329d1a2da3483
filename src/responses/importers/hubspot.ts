import { serviceImporter } from '../bringing/importer.ts'
import { readHubSpot } from './hubspot/item.ts'

/** Pages of HubSpot's `GET /crm/v3/objects/feedback_submissions`. */
export default serviceImporter({
  id: 'hubspot',
  read: readHubSpot,
  asksScale: false,
  columns: {
    id: ['record id'],
    at: ['survey submission date'],
    score: ['value'],
    comment: ['response'],
    email: ['contact email'],
    survey: ['survey id'],
  },
})
