import { serviceImporter } from '../bringing/importer.ts'
import { readDelighted } from './delighted/item.ts'

/** Responses as Delighted exported them (CSV), or as its API listed them. */
export default serviceImporter({
  id: 'delighted',
  read: readDelighted,
  asksScale: true,
  usualScale: 'nps',
  columns: {
    id: ['survey response id', 'response id', 'survey id'],
    at: ['created at', 'responded at', 'response created at', 'survey response created at'],
    comment: ['survey comment'],
    name: ['person name', 'customer name'],
    email: ['person email', 'customer email'],
    phone: ['person phone number', 'person phone'],
    person: ['person id', 'customer id'],
    survey: ['survey type', 'question type'],
    channel: ['delighted source', 'source'],
  },
})
