import { serviceImporter } from '../bringing/importer.ts'
import { readIntercom } from './intercom/item.ts'

/** Conversations with their rating, as Intercom's API lists them. */
export default serviceImporter({
  id: 'intercom',
  read: readIntercom,
  asksScale: false,
  columns: {
    id: ['conversation id'],
    at: ['rating time', 'conversation rating requested at'],
    score: ['conversation rating'],
    comment: ['remark'],
  },
})
