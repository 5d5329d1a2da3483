import { serviceImporter } from '../bringing/importer.ts'
import { readFormbricks } from './formbricks/item.ts'

/** Pages of Formbricks' `GET /api/v2/management/responses`, and of v1. */
export default serviceImporter({
  id: 'formbricks',
  read: readFormbricks,
  asksScale: true,
  columns: { at: ['timestamp'], person: ['user id', 'contact id'] },
})
