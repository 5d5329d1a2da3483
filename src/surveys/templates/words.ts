import type { Language } from '#kernel/words.ts'
import type { TemplateId } from '../templates.ts'

/** The wording of NPS, CSAT and CES 2.0 is fixed: a paraphrase would measure something else. Terms from the glossary. */
const fixed: Record<Language, Record<TemplateId, { ask: string; low: string; high: string }>> = {
  en: {
    nps: { ask: 'How likely are you to recommend {company} to a friend or colleague?', low: 'Not at all likely', high: 'Extremely likely' },
    csat: { ask: 'How satisfied were you with the help you received?', low: 'Very dissatisfied', high: 'Very satisfied' },
    ces: { ask: '{company} made it easy for me to handle my issue', low: 'Strongly disagree', high: 'Strongly agree' },
  },
  th: {
    nps: { ask: 'คุณมีแนวโน้มที่จะแนะนำ {company} ให้เพื่อนหรือเพื่อนร่วมงานมากน้อยเพียงใด', low: 'ไม่มีแนวโน้มเลย', high: 'มีแนวโน้มมากที่สุด' },
    csat: { ask: 'คุณพึงพอใจกับความช่วยเหลือที่ได้รับมากน้อยเพียงใด', low: 'ไม่พอใจอย่างมาก', high: 'พอใจอย่างมาก' },
    ces: { ask: '{company} ช่วยให้จัดการปัญหาได้ง่าย', low: 'ไม่เห็นด้วยอย่างยิ่ง', high: 'เห็นด้วยอย่างยิ่ง' },
  },
  lo: {
    nps: { ask: 'ທ່ານມີແນວໂນ້ມທີ່ຈະແນະນຳ {company} ໃຫ້ໝູ່ ຫຼື ເພື່ອນຮ່ວມງານຫຼາຍໜ້ອຍພຽງໃດ?', low: 'ບໍ່ມີແນວໂນ້ມເລີຍ', high: 'ມີແນວໂນ້ມຫຼາຍທີ່ສຸດ' },
    csat: { ask: 'ທ່ານພໍໃຈກັບການຊ່ວຍເຫຼືອທີ່ໄດ້ຮັບຫຼາຍໜ້ອຍພຽງໃດ?', low: 'ບໍ່ພໍໃຈທີ່ສຸດ', high: 'ພໍໃຈທີ່ສຸດ' },
    ces: { ask: '{company} ຊ່ວຍໃຫ້ແກ້ໄຂບັນຫາໄດ້ງ່າຍ', low: 'ບໍ່ເຫັນດີຢ່າງຍິ່ງ', high: 'ເຫັນດີຢ່າງຍິ່ງ' },
  },
  km: {
    nps: { ask: 'តើលោកអ្នកទំនងជានឹងណែនាំ {company} ដល់មិត្តភក្តិ ឬមិត្តរួមការងារកម្រិតណា?', low: 'មិនទំនងទាល់តែសោះ', high: 'ទំនងបំផុត' },
    csat: { ask: 'តើលោកអ្នកពេញចិត្តនឹងជំនួយដែលទទួលបានកម្រិតណា?', low: 'មិនពេញចិត្តខ្លាំង', high: 'ពេញចិត្តខ្លាំង' },
    ces: { ask: '{company} ធ្វើឱ្យខ្ញុំងាយស្រួលដោះស្រាយបញ្ហា', low: 'មិនយល់ស្របយ៉ាងខ្លាំង', high: 'យល់ស្របយ៉ាងខ្លាំង' },
  },
}

const shared: Record<Language, Record<string, string>> = {
  en: { title: 'Your opinion', 'why.ask': 'Why did you give this score?', 'end.thanks.title': 'Thank you for your answer.' },
  th: { title: 'ความคิดเห็นของคุณ', 'why.ask': 'เพราะเหตุใดจึงให้คะแนนนี้', 'end.thanks.title': 'ขอบคุณสำหรับคำตอบของคุณ' },
  lo: { title: 'ຄວາມຄິດເຫັນຂອງທ່ານ', 'why.ask': 'ຍ້ອນຫຍັງທ່ານຈຶ່ງໃຫ້ຄະແນນນີ້?', 'end.thanks.title': 'ຂອບໃຈສຳລັບຄຳຕອບຂອງທ່ານ' },
  km: { title: 'មតិរបស់លោកអ្នក', 'why.ask': 'ហេតុអ្វីលោកអ្នកផ្ដល់ពិន្ទុនេះ?', 'end.thanks.title': 'សូមអរគុណសម្រាប់ចម្លើយរបស់លោកអ្នក។' },
}

export function wordsOfTemplate(id: TemplateId, language: Language): Record<string, string> {
  const { ask, low, high } = fixed[language][id]
  return { ...shared[language], 'score.ask': ask, 'score.low': low, 'score.high': high }
}
