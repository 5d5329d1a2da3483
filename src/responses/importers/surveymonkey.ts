import { serviceImporter } from '../bringing/importer.ts'
import { readSurveyMonkey } from './surveymonkey/item.ts'

/** Pages of SurveyMonkey's `GET /surveys/{id}/responses/bulk?simple=true`. */
export default serviceImporter({ id: 'surveymonkey', read: readSurveyMonkey, asksScale: true })
