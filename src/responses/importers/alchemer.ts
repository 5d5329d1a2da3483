import { serviceImporter } from '../bringing/importer.ts'
import { readAlchemer } from './alchemer/item.ts'

/** Pages of Alchemer's `GET /v5/survey/{id}/surveyresponse`. */
export default serviceImporter({ id: 'alchemer', read: readAlchemer, asksScale: true })
