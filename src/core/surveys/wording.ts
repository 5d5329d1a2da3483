/** The same text in English, Thai, Lao and Khmer. */
export type Said = readonly [en: string, th: string, lo: string, km: string]
type Scored = { ask: Said; low: Said; high: Said; points?: readonly Said[] }

export const wordingLanguages = ['en', 'th', 'lo', 'km'] as const

const disagree: Said = ['Strongly disagree', 'ไม่เห็นด้วยอย่างยิ่ง', 'ບໍ່ເຫັນດີຢ່າງຍິ່ງ', 'មិនយល់ស្របយ៉ាងខ្លាំង']
const agree: Said = ['Strongly agree', 'เห็นด้วยอย่างยิ่ง', 'ເຫັນດີຢ່າງຍິ່ງ', 'យល់ស្របយ៉ាងខ្លាំង']
const satisfied: readonly Said[] = [
  ['Very dissatisfied', 'ไม่พอใจอย่างมาก', 'ບໍ່ພໍໃຈທີ່ສຸດ', 'មិនពេញចិត្តខ្លាំង'],
  ['Dissatisfied', 'ไม่พอใจ', 'ບໍ່ພໍໃຈ', 'មិនពេញចិត្ត'],
  ['Neutral', 'เฉย ๆ', 'ປານກາງ', 'ធម្មតា'],
  ['Satisfied', 'พอใจ', 'ພໍໃຈ', 'ពេញចិត្ត'],
  ['Very satisfied', 'พอใจอย่างมาก', 'ພໍໃຈທີ່ສຸດ', 'ពេញចិត្តខ្លាំង'],
]
const easy: Scored = {
  ask: [
    'How easy was it to get your issue handled?',
    'การจัดการปัญหาของคุณครั้งนี้ง่ายเพียงใด',
    'ການແກ້ໄຂບັນຫາຂອງທ່ານຄັ້ງນີ້ງ່າຍພຽງໃດ?',
    'តើការដោះស្រាយបញ្ហារបស់លោកអ្នកលើកនេះងាយស្រួលកម្រិតណា?',
  ],
  low: ['Very difficult', 'ยากมาก', 'ຍາກຫຼາຍ', 'ពិបាកខ្លាំង'],
  high: ['Very easy', 'ง่ายมาก', 'ງ່າຍຫຼາຍ', 'ងាយស្រួលខ្លាំង'],
}

/** The wording of NPS, CSAT and CES 2.0 is fixed: a paraphrase would measure something else. */
export const scored = {
  nps: {
    ask: [
      'How likely are you to recommend {company} to a friend or colleague?',
      'คุณมีแนวโน้มที่จะแนะนำ {company} ให้เพื่อนหรือเพื่อนร่วมงานมากน้อยเพียงใด',
      'ທ່ານມີແນວໂນ້ມທີ່ຈະແນະນຳ {company} ໃຫ້ໝູ່ ຫຼື ເພື່ອນຮ່ວມງານຫຼາຍໜ້ອຍພຽງໃດ?',
      'តើលោកអ្នកទំនងជានឹងណែនាំ {company} ដល់មិត្តភក្តិ ឬមិត្តរួមការងារកម្រិតណា?',
    ],
    low: ['Not at all likely', 'ไม่มีแนวโน้มเลย', 'ບໍ່ມີແນວໂນ້ມເລີຍ', 'មិនទំនងទាល់តែសោះ'],
    high: ['Extremely likely', 'มีแนวโน้มมากที่สุด', 'ມີແນວໂນ້ມຫຼາຍທີ່ສຸດ', 'ទំនងបំផុត'],
  },
  csat: {
    ask: [
      'How satisfied were you with the help you received?',
      'คุณพึงพอใจกับความช่วยเหลือที่ได้รับมากน้อยเพียงใด',
      'ທ່ານພໍໃຈກັບການຊ່ວຍເຫຼືອທີ່ໄດ້ຮັບຫຼາຍໜ້ອຍພຽງໃດ?',
      'តើលោកអ្នកពេញចិត្តនឹងជំនួយដែលទទួលបានកម្រិតណា?',
    ],
    low: satisfied[0]!,
    high: satisfied[4]!,
    points: satisfied,
  },
  ces: {
    ask: [
      '{company} made it easy for me to handle my issue',
      '{company} ช่วยให้จัดการปัญหาได้ง่าย',
      '{company} ຊ່ວຍໃຫ້ແກ້ໄຂບັນຫາໄດ້ງ່າຍ',
      '{company} ធ្វើឱ្យខ្ញុំងាយស្រួលដោះស្រាយបញ្ហា',
    ],
    low: disagree,
    high: agree,
  },
  stars: {
    ask: ['How many stars do you give {company}?', 'คุณให้ {company} กี่ดาว', 'ທ່ານໃຫ້ {company} ຈັກດາວ?', 'តើលោកអ្នកឱ្យ {company} ប៉ុន្មានផ្កាយ?'],
    low: ['Poor', 'แย่', 'ບໍ່ດີ', 'មិនល្អ'],
    high: ['Excellent', 'ดีเยี่ยม', 'ດີເລີດ', 'ល្អបំផុត'],
  },
  thumbs: {
    ask: ['Did we help you?', 'เราช่วยคุณได้ไหม', 'ພວກເຮົາໄດ້ຊ່ວຍທ່ານບໍ່?', 'តើយើងបានជួយលោកអ្នកឬទេ?'],
    low: ['No', 'ไม่', 'ບໍ່', 'ទេ'],
    high: ['Yes', 'ใช่', 'ແມ່ນ', 'បាទ/ចាស'],
  },
  ten: {
    ask: [
      'All in all, how satisfied are you with {company}?',
      'โดยรวมแล้วคุณพึงพอใจกับ {company} มากน้อยเพียงใด',
      'ໂດຍລວມແລ້ວ ທ່ານພໍໃຈກັບ {company} ຫຼາຍໜ້ອຍພຽງໃດ?',
      'ជារួម តើលោកអ្នកពេញចិត្តនឹង {company} កម្រិតណា?',
    ],
    low: satisfied[0]!,
    high: satisfied[4]!,
  },
  easy,
  agree: { ask: ['', '', '', ''], low: disagree, high: agree },
} as const satisfies Record<string, Scored>

/** Parts that many surveys share. */
export const parts = {
  title: ['Your opinion', 'ความคิดเห็นของคุณ', 'ຄວາມຄິດເຫັນຂອງທ່ານ', 'មតិរបស់លោកអ្នក'],
  why: ['Why did you give this score?', 'เพราะเหตุใดจึงให้คะแนนนี้', 'ຍ້ອນຫຍັງທ່ານຈຶ່ງໃຫ້ຄະແນນນີ້?', 'ហេតុអ្វីលោកអ្នកផ្ដល់ពិន្ទុនេះ?'],
  thanks: ['Thank you for your answer.', 'ขอบคุณสำหรับคำตอบของคุณ', 'ຂອບໃຈສຳລັບຄຳຕອບຂອງທ່ານ', 'សូមអរគុណសម្រាប់ចម្លើយរបស់លោកអ្នក។'],
  sorry: ['We are sorry for the trouble.', 'ขออภัยในความไม่สะดวก', 'ຂໍອະໄພໃນຄວາມບໍ່ສະດວກ', 'សូមអភ័យទោសចំពោះភាពមិនងាយស្រួល។'],
} as const satisfies Record<string, Said>

/** Word keys with their texts, as the words of each language: `{ en: { 'why.ask': … }, th: … }`. */
export function wordsIn(texts: Record<string, Said>): Record<(typeof wordingLanguages)[number], Record<string, string>> {
  const of = (at: number) => Object.fromEntries(Object.entries(texts).map(([key, said]) => [key, said[at]!]))
  return { en: of(0), th: of(1), lo: of(2), km: of(3) }
}

/** The words of a score question under its key. */
export function wordsOfScore(key: string, { ask, low, high, points = [] }: Scored, min = 1): Record<string, Said> {
  const named = points.map((said, index) => [`${key}.point.${min + index}`, said] as const)
  return { [`${key}.ask`]: ask, [`${key}.low`]: low, [`${key}.high`]: high, ...Object.fromEntries(named) }
}
