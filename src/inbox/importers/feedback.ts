import { scaleOf } from '#core/scores/scale.ts'
import { readInstant } from '#core/time/read-instant.ts'
import { findOrAddCustomers, topicsByName } from '#customers/index.ts'
import { type ImportSettings, importer } from '#kernel/importer.ts'
import { takeBackSpeakers } from '../imported-speakers.ts'
import { announceImported, receiveFeedback, type Said } from '../receive.ts'
import { undoFeedback } from '../undo-import.ts'

type Speaker = { externalId: string | undefined; name: string | undefined; email: string | undefined; phone: string | undefined }
type Row = { said: Omit<Said, 'rowKey' | 'customerId' | 'topicId'>; speaker: Speaker; topic: string | undefined }

/** A name alone is an author: whether two of one name are one person, nobody knows. */
const isSomeone = ({ externalId, email, phone }: Speaker) => Boolean(externalId || email || phone)

/** Anything customers said: reviews, survey answers with their scores, comments. */
export default importer<Row>({
  id: 'feedback',
  may: 'inbox.receive',
  asks: ['source', 'zone', 'missingDate', 'emptyMarkers', 'scale', 'cases'],
  fields: [
    {
      key: 'text',
      label: 'imports.feedback.text',
      kind: 'text',
      many: true,
      guesses: [
        'text',
        'comment',
        'comments',
        'feedback',
        'texts',
        'content',
        'review',
        'message',
        'verbatim',
        'answer',
        'explication',
        'ความคิดเห็น',
        'ข้อความ',
        'ข้อเสนอแนะ',
        'ຄຳຕິຊົມ',
        'ຄວາມຄິດເຫັນ',
        'ຂໍ້ຄວາມ',
        'មតិយោបល់',
        'មតិ',
        'សារ',
        'commentaire',
        'commentaires',
        'avis',
        'remarque',
        'body',
        'reason',
        'said',
        'words',
      ],
    },
    {
      key: 'score',
      label: 'imports.feedback.score',
      kind: 'score',
      guesses: [
        'nps score',
        'nps',
        'score',
        'csat',
        'ces',
        'rating',
        'overall rating',
        'stars',
        'satisfaction',
        'likelihood to recommend',
        'grade',
        'คะแนน',
        'ความพึงพอใจ',
        'ຄະແນນ',
        'ຄວາມພໍໃຈ',
        'ពិន្ទុ',
        'ការពេញចិត្ត',
        'note',
        'recommandation',
      ],
    },
    {
      key: 'saidAt',
      label: 'imports.feedback.said-at',
      kind: 'instant',
      guesses: [
        'said at',
        'created at',
        'submitted at',
        'responded at',
        'timestamp',
        'date',
        'created',
        'time',
        'datetime',
        'response date',
        'review date',
        'วันที่',
        'วันเวลา',
        'ວັນທີ',
        'ເວລາ',
        'កាលបរិច្ឆេទ',
        'ថ្ងៃខែ',
        'date de réponse',
        'le',
      ],
    },
    {
      key: 'customerName',
      label: 'imports.feedback.customer-name',
      kind: 'text',
      guesses: [
        'customer name',
        'customer',
        'name',
        'full name',
        'author',
        'reviewer',
        'user name',
        'ชื่อลูกค้า',
        'ชื่อ',
        'ຊື່ລູກຄ້າ',
        'ຊື່',
        'ឈ្មោះអតិថិជន',
        'ឈ្មោះ',
        'nom du client',
        'nom',
        'client',
        'auteur',
      ],
    },
    {
      key: 'customerEmail',
      label: 'imports.feedback.customer-email',
      kind: 'email',
      guesses: ['email', 'e mail', 'email address', 'customer email', 'อีเมล', 'ອີເມວ', 'អ៊ីមែល', 'courriel', 'adresse e mail'],
    },
    {
      key: 'customerPhone',
      label: 'imports.feedback.customer-phone',
      kind: 'phone',
      guesses: ['phone', 'phone number', 'mobile', 'tel', 'telephone', 'เบอร์โทร', 'โทรศัพท์', 'ເບີໂທ', 'ໂທລະສັບ', 'លេខទូរសព្ទ', 'téléphone'],
    },
    {
      key: 'customerId',
      label: 'imports.feedback.customer-id',
      kind: 'text',
      guesses: [
        'customer id',
        'user id',
        'client id',
        'member id',
        'contact id',
        'respondent id',
        'account number',
        'รหัสลูกค้า',
        'ລະຫັດລູກຄ້າ',
        'លេខសម្គាល់អតិថិជន',
        'numéro client',
        'id client',
      ],
    },
    {
      key: 'externalId',
      label: 'imports.feedback.external-id',
      kind: 'text',
      unique: true,
      guesses: ['response id', 'feedback id', 'review id', 'id', 'external id', 'answer id', 'รหัส', 'ລະຫັດ', 'លេខសម្គាល់', 'identifiant'],
    },
    {
      key: 'language',
      label: 'imports.feedback.language',
      kind: 'language',
      guesses: ['language', 'lang', 'locale', 'ภาษา', 'ພາສາ', 'ភាសា', 'langue'],
    },
    {
      key: 'channel',
      label: 'imports.feedback.channel',
      kind: 'text',
      guesses: ['channel', 'medium', 'via', 'ช่องทาง', 'ຊ່ອງທາງ', 'បណ្ដាញ', 'canal'],
    },
    {
      key: 'topic',
      label: 'imports.feedback.topic',
      kind: 'text',
      guesses: ['topic', 'theme', 'subject', 'หัวข้อ', 'ຫົວຂໍ້', 'ប្រធានបទ', 'sujet', 'thème'],
    },
  ],

  become: (values, settings) => {
    const { text, score } = values
    if (text === undefined && score === undefined) return { refused: [{ field: 'text', value: '', reason: 'neither-words-nor-score' }] }
    const when = values.saidAt ?? missingDate(settings)
    if (when === 'refuse') return { refused: [{ field: 'saidAt', value: '', reason: 'required' }] }
    const speaker = {
      externalId: word(values.customerId),
      name: word(values.customerName),
      email: word(values.customerEmail),
      phone: word(values.customerPhone),
    }
    const said = {
      text: word(text) ?? '',
      language: word(values.language),
      score: typeof score === 'number' ? score : null,
      scale: settings.scale === null ? null : scaleOf(settings.scale),
      channel: word(values.channel)?.slice(0, 60),
      saidAt: when instanceof Date ? when : null,
    }
    return { row: { said, speaker, topic: word(values.topic) } }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const people = rows.map(({ row: { speaker } }) => (isSomeone(speaker) ? { ...speaker, source } : { source }))
    const { ids } = await findOrAddCustomers(ctx, people, { importId })
    const topicOf = rows.some(({ row }) => row.topic) ? await topicsByName(ctx) : () => null
    const said = rows.map(({ key, row }, at): Said => {
      const who = ids[at] ? { customerId: ids[at] } : { author: row.speaker.name }
      return { ...row.said, ...who, rowKey: key, topicId: row.topic ? topicOf(row.topic) : null }
    })
    const { added, unchanged } = await receiveFeedback(ctx, said, { source, importId })
    return { added, changed: 0, unchanged, refused: [] }
  },

  finish: (ctx, { importId, settings }, { added }) => announceImported(ctx, { importId, cases: settings.cases, count: added }),

  undo: async (ctx, importId) => {
    const { removed, kept } = await undoFeedback(ctx, importId)
    if (removed === 0) while ((await takeBackSpeakers(ctx, importId)) > 0);
    return { removed, kept: kept.map(({ id, number, words }) => ({ id, what: 'case', label: `${number} ${words}` })) }
  },
})

const word = (value: string | number | Date | undefined) => (typeof value === 'string' ? value : undefined)

function missingDate({ missingDate, zone }: ImportSettings) {
  if (missingDate === 'now' || missingDate === 'refuse') return missingDate
  const read = readInstant(missingDate, { zone })
  return 'at' in read ? read.at : 'refuse'
}
