import { Definition, type Question, type SurveyContent } from '#core/surveys/definition.ts'
import { parts, type Said, scored, wordingLanguages, wordsIn, wordsOfScore } from '#core/surveys/wording.ts'
import { Problem } from '#kernel/problem.ts'
import type { TemplateId } from './survey-words.ts'

type Part = { question: Record<string, unknown> & { key: string; kind: Question['kind'] }; words: Record<string, Said> }
type Template = { title?: Said; parts: Part[]; sorryTo?: number }
type Scored = Parameters<typeof wordsOfScore>[1]

const scale = (id: string, min: number, max: number) => ({ id, min, max, direction: 'up' })
const scales = {
  nps: scale('nps', 0, 10),
  csat: scale('csat', 1, 5),
  ces: scale('ces', 1, 7),
  stars: scale('stars', 1, 5),
  thumbs: scale('thumbs', 0, 1),
  ten: scale('ten', 1, 10),
  five: scale('custom', 1, 5),
  easyFive: scale('ces', 1, 5),
  easyTen: scale('ces', 1, 10),
}

const score = (key: string, on: keyof typeof scales, said: Scored, more: object = {}): Part => ({
  question: { key, kind: 'score', required: true, scale: scales[on], ...more },
  words: wordsOfScore(key, said, scales[on].min),
})
const text = (key: string, ask: Said, more: object = {}): Part => ({
  question: { key, kind: 'text', ...more },
  words: { [`${key}.ask`]: ask },
})
const choice = (key: string, kind: 'choice' | 'choices', ask: Said, choices: Record<string, Said>, more: object = {}): Part => ({
  question: { key, kind, choices: Object.keys(choices), ...more },
  words: {
    [`${key}.ask`]: ask,
    ...Object.fromEntries(Object.entries(choices).map(([choice, said]) => [`${key}.choice.${choice}`, said])),
  },
})
const consent = (key: string, ask: Said): Part => ({ question: { key, kind: 'consent' }, words: { [`${key}.ask`]: ask } })
const when = (question: string, is: string, value: string | number) => ({ conditions: [{ question, is, value }] })

const why = text('why', parts.why)
const better = text('better', ['What could we do better?', 'เราควรทำอะไรให้ดีขึ้น', 'ພວກເຮົາຄວນປັບປຸງຫຍັງ?', 'តើយើងគួរធ្វើអ្វីឱ្យប្រសើរជាងនេះ?'], {
  when: when('score', 'at-most', 8),
})
const again = consent('contact', [
  'You may contact me about my answer.',
  'ติดต่อฉันเกี่ยวกับคำตอบนี้ได้',
  'ສາມາດຕິດຕໍ່ຂ້ອຍກ່ຽວກັບຄຳຕອບນີ້ໄດ້',
  'អាចទាក់ទងខ្ញុំអំពីចម្លើយនេះបាន',
])
const solved = choice(
  'solved',
  'choice',
  ['Is your matter solved?', 'ปัญหาของคุณแก้ไขแล้วหรือยัง', 'ບັນຫາຂອງທ່ານແກ້ໄຂແລ້ວຫຼືຍັງ?', 'តើបញ្ហារបស់លោកអ្នកបានដោះស្រាយហើយឬនៅ?'],
  {
    yes: ['Yes', 'แก้ไขแล้ว', 'ແກ້ໄຂແລ້ວ', 'បានដោះស្រាយហើយ'],
    partly: ['Partly', 'บางส่วน', 'ບາງສ່ວນ', 'បានខ្លះ'],
    no: ['No', 'ยังไม่ได้แก้ไข', 'ຍັງບໍ່ໄດ້ແກ້ໄຂ', 'មិនទាន់ដោះស្រាយ'],
  },
)
const stillOpen = text('open', ['What is still open?', 'ยังเหลืออะไรที่ต้องแก้ไข', 'ຍັງເຫຼືອຫຍັງທີ່ຕ້ອງແກ້ໄຂ?', 'តើនៅសល់អ្វីដែលត្រូវដោះស្រាយ?'], {
  when: {
    every: false,
    conditions: [
      { question: 'solved', is: 'equals', value: 'partly' },
      { question: 'solved', is: 'equals', value: 'no' },
    ],
  },
})
const item = (key: string, ask: Said) => score(key, 'five', { ...scored.agree, ask }, { required: false })

/** Template → what it asks. The order is the order of asking: the score first, since a mail carries its buttons and nothing before colours it. */
const templates: Record<TemplateId, Template> = {
  nps: { parts: [score('score', 'nps', scored.nps), why] },
  csat: { parts: [score('score', 'csat', scored.csat), why] },
  ces: { parts: [score('score', 'ces', scored.ces), why] },
  'ces-5': { parts: [score('score', 'easyFive', scored.easy), why] },
  'ces-10': { parts: [score('score', 'easyTen', scored.easy), why] },
  stars: { parts: [score('score', 'stars', scored.stars, { symbols: 'stars' }), why] },
  thumbs: { parts: [score('score', 'thumbs', scored.thumbs, { symbols: 'thumbs' }), why] },
  'after-case': { parts: [score('score', 'csat', scored.csat), solved, stillOpen, why], sorryTo: 2 },
  'after-call': {
    parts: [
      score('score', 'csat', {
        ...scored.csat,
        ask: [
          'How satisfied were you with this call?',
          'คุณพึงพอใจกับการโทรครั้งนี้มากน้อยเพียงใด',
          'ທ່ານພໍໃຈກັບການໂທຄັ້ງນີ້ຫຼາຍໜ້ອຍພຽງໃດ?',
          'តើលោកអ្នកពេញចិត្តនឹងការហៅទូរសព្ទនេះកម្រិតណា?',
        ],
      }),
      choice(
        'calls',
        'choice',
        ['How often did you have to call about this?', 'คุณต้องโทรเรื่องนี้กี่ครั้ง', 'ທ່ານຕ້ອງໂທເລື່ອງນີ້ຈັກຄັ້ງ?', 'តើលោកអ្នកត្រូវហៅទូរសព្ទអំពីរឿងនេះប៉ុន្មានដង?'],
        {
          once: ['Once', 'ครั้งเดียว', 'ຄັ້ງດຽວ', 'ម្ដង'],
          twice: ['Twice', 'สองครั้ง', 'ສອງຄັ້ງ', 'ពីរដង'],
          more: ['Three times or more', 'สามครั้งขึ้นไป', 'ສາມຄັ້ງຂຶ້ນໄປ', 'បីដងឡើងទៅ'],
        },
      ),
      solved,
      why,
    ],
    sorryTo: 2,
  },
  'after-article': {
    parts: [
      score(
        'helped',
        'thumbs',
        {
          ...scored.thumbs,
          ask: ['Did this article help you?', 'บทความนี้ช่วยคุณได้ไหม', 'ບົດຄວາມນີ້ຊ່ວຍທ່ານໄດ້ບໍ່?', 'តើអត្ថបទនេះបានជួយលោកអ្នកឬទេ?'],
        },
        { symbols: 'thumbs' },
      ),
      choice(
        'missing',
        'choices',
        ['What was wrong with it?', 'บทความนี้มีปัญหาตรงไหน', 'ບົດຄວາມນີ້ມີບັນຫາບ່ອນໃດ?', 'តើអត្ថបទនេះមានបញ្ហាត្រង់ណា?'],
        {
          other: ['It answers another question', 'ไม่ตรงกับคำถามของฉัน', 'ບໍ່ກົງກັບຄຳຖາມຂອງຂ້ອຍ', 'មិនឆ្លើយសំណួររបស់ខ្ញុំ'],
          hard: ['It is hard to understand', 'เข้าใจยาก', 'ເຂົ້າໃຈຍາກ', 'ពិបាកយល់'],
          old: ['It is out of date', 'ข้อมูลไม่เป็นปัจจุบัน', 'ຂໍ້ມູນເກົ່າແລ້ວ', 'លែងទាន់សម័យ'],
          broken: ['I did as it says and it did not work', 'ทำตามแล้วไม่ได้ผล', 'ເຮັດຕາມແລ້ວບໍ່ໄດ້ຜົນ', 'ធ្វើតាមហើយមិនបានផល'],
        },
        { when: when('helped', 'equals', 0) },
      ),
      text('wanted', ['What were you looking for?', 'คุณกำลังหาอะไร', 'ທ່ານກຳລັງຊອກຫາຫຍັງ?', 'តើលោកអ្នកកំពុងស្វែងរកអ្វី?'], {
        when: when('helped', 'equals', 0),
      }),
    ],
  },
  relationship: { parts: [score('score', 'nps', scored.nps), why, better, again] },
  onboarding: {
    parts: [
      score('score', 'ces', {
        ...scored.ces,
        ask: [
          '{company} made it easy for me to get started',
          '{company} ช่วยให้เริ่มต้นใช้งานได้ง่าย',
          '{company} ຊ່ວຍໃຫ້ເລີ່ມຕົ້ນໃຊ້ງານໄດ້ງ່າຍ',
          '{company} ធ្វើឱ្យខ្ញុំងាយស្រួលចាប់ផ្ដើមប្រើ',
        ],
      }),
      choice(
        'hard',
        'choices',
        ['What was hard?', 'ส่วนไหนที่ยาก', 'ສ່ວນໃດທີ່ຍາກ?', 'តើអ្វីដែលពិបាក?'],
        {
          'set-up': ['Setting it up', 'การติดตั้งและตั้งค่า', 'ການຕິດຕັ້ງ ແລະ ຕັ້ງຄ່າ', 'ការដំឡើង និងកំណត់'],
          understanding: ['Understanding how it works', 'การทำความเข้าใจวิธีใช้', 'ການເຂົ້າໃຈວິທີໃຊ້', 'ការយល់ពីរបៀបប្រើ'],
          help: ['Finding help', 'การหาความช่วยเหลือ', 'ການຊອກຫາຄວາມຊ່ວຍເຫຼືອ', 'ការស្វែងរកជំនួយ'],
          colleagues: ['Getting colleagues to use it', 'การชวนเพื่อนร่วมงานมาใช้', 'ການຊວນເພື່ອນຮ່ວມງານມາໃຊ້', 'ការឱ្យមិត្តរួមការងារប្រើ'],
          nothing: ['Nothing was hard', 'ไม่มีอะไรยาก', 'ບໍ່ມີຫຍັງຍາກ', 'គ្មានអ្វីពិបាកទេ'],
        },
        { other: true },
      ),
      text('goal', [
        'What do you want to reach in the first three months?',
        'คุณอยากทำอะไรให้สำเร็จในสามเดือนแรก',
        'ທ່ານຢາກບັນລຸຫຍັງໃນສາມເດືອນທຳອິດ?',
        'តើលោកអ្នកចង់សម្រេចអ្វីក្នុងបីខែដំបូង?',
      ]),
    ],
  },
  leaving: {
    title: ['Before you go', 'ก่อนคุณจากไป', 'ກ່ອນທ່ານຈະຈາກໄປ', 'មុនលោកអ្នកចាកចេញ'],
    parts: [
      choice(
        'reason',
        'choice',
        ['Why are you leaving?', 'เพราะเหตุใดคุณจึงเลิกใช้', 'ຍ້ອນຫຍັງທ່ານຈຶ່ງເຊົາໃຊ້?', 'ហេតុអ្វីលោកអ្នកឈប់ប្រើ?'],
        {
          price: ['It costs too much', 'ราคาสูงเกินไป', 'ລາຄາແພງເກີນໄປ', 'តម្លៃថ្លៃពេក'],
          missing: ['Something I need is missing', 'ขาดสิ่งที่ฉันต้องการ', 'ຂາດສິ່ງທີ່ຂ້ອຍຕ້ອງການ', 'ខ្វះអ្វីដែលខ្ញុំត្រូវការ'],
          hard: ['It is hard to use', 'ใช้งานยาก', 'ໃຊ້ງານຍາກ', 'ពិបាកប្រើ'],
          help: ['I did not get the help I needed', 'ไม่ได้รับความช่วยเหลือที่ต้องการ', 'ບໍ່ໄດ້ຮັບການຊ່ວຍເຫຼືອທີ່ຕ້ອງການ', 'មិនទទួលបានជំនួយដែលត្រូវការ'],
          moved: ['I found something better', 'พบสิ่งที่ดีกว่า', 'ພົບສິ່ງທີ່ດີກວ່າ', 'រកឃើញអ្វីដែលល្អជាង'],
          'not-needed': ['I no longer need it', 'ไม่จำเป็นต้องใช้แล้ว', 'ບໍ່ຈຳເປັນຕ້ອງໃຊ້ແລ້ວ', 'លែងត្រូវការ'],
        },
        { other: true, required: true },
      ),
      text('where', ['What do you use instead?', 'คุณใช้อะไรแทน', 'ທ່ານໃຊ້ຫຍັງແທນ?', 'តើលោកអ្នកប្រើអ្វីជំនួស?'], {
        long: false,
        comment: false,
        longest: 200,
        when: when('reason', 'equals', 'moved'),
      }),
      text('stay', ['What would have made you stay?', 'อะไรจะทำให้คุณอยู่ต่อ', 'ຫຍັງຈະເຮັດໃຫ້ທ່ານຢູ່ຕໍ່?', 'តើអ្វីអាចធ្វើឱ្យលោកអ្នកបន្តប្រើ?']),
      again,
    ],
  },
  pulse: {
    title: ['How is work?', 'งานเป็นอย่างไรบ้าง', 'ວຽກເປັນແນວໃດ?', 'ការងារយ៉ាងម៉េចដែរ?'],
    parts: [
      score('enps', 'nps', {
        ...scored.nps,
        ask: [
          'How likely are you to recommend {company} as a place to work?',
          'คุณมีแนวโน้มที่จะแนะนำ {company} ให้เป็นที่ทำงานมากน้อยเพียงใด',
          'ທ່ານມີແນວໂນ້ມທີ່ຈະແນະນຳ {company} ໃຫ້ເປັນບ່ອນເຮັດວຽກຫຼາຍໜ້ອຍພຽງໃດ?',
          'តើអ្នកទំនងជានឹងណែនាំ {company} ជាកន្លែងធ្វើការកម្រិតណា?',
        ],
      }),
      item('tools', [
        'I have what I need to do my work well',
        'ฉันมีสิ่งที่จำเป็นเพื่อทำงานให้ดี',
        'ຂ້ອຍມີສິ່ງທີ່ຈຳເປັນເພື່ອເຮັດວຽກໃຫ້ດີ',
        'ខ្ញុំមានអ្វីដែលត្រូវការដើម្បីធ្វើការបានល្អ',
      ]),
      item('clear', ['I know what is expected of me', 'ฉันรู้ว่าคนอื่นคาดหวังอะไรจากฉัน', 'ຂ້ອຍຮູ້ວ່າຄົນອື່ນຄາດຫວັງຫຍັງຈາກຂ້ອຍ', 'ខ្ញុំដឹងថាគេរំពឹងអ្វីពីខ្ញុំ']),
      item('manager', [
        'My manager helps me when I need it',
        'ผู้จัดการช่วยฉันเมื่อฉันต้องการ',
        'ຜູ້ຈັດການຊ່ວຍຂ້ອຍເມື່ອຂ້ອຍຕ້ອງການ',
        'អ្នកគ្រប់គ្រងជួយខ្ញុំពេលខ្ញុំត្រូវការ',
      ]),
      item('heard', ['I can say here what I think', 'ฉันพูดสิ่งที่คิดได้ที่นี่', 'ຂ້ອຍເວົ້າສິ່ງທີ່ຄິດໄດ້ຢູ່ນີ້', 'ខ្ញុំអាចនិយាយអ្វីដែលខ្ញុំគិតនៅទីនេះ']),
      item('load', [
        'My work can be done in the time I have',
        'ฉันทำงานเสร็จได้ในเวลาที่มี',
        'ຂ້ອຍເຮັດວຽກໃຫ້ແລ້ວໄດ້ໃນເວລາທີ່ມີ',
        'ខ្ញុំអាចធ្វើការងាររួចក្នុងពេលដែលមាន',
      ]),
      text(
        'first',
        ['What should change first?', 'ควรเปลี่ยนอะไรก่อน', 'ຄວນປ່ຽນຫຍັງກ່ອນ?', 'តើអ្វីគួរផ្លាស់ប្ដូរមុនគេ?'],
        // Said by members in confidence: never feedback of a customer.
        { comment: false },
      ),
    ],
  },
  index: {
    parts: [
      score('satisfaction', 'ten', scored.ten),
      score('expectations', 'ten', {
        ask: [
          'How does {company} compare with what you expected?',
          'เมื่อเทียบกับที่คุณคาดหวัง {company} เป็นอย่างไร',
          'ທຽບກັບທີ່ທ່ານຄາດຫວັງ {company} ເປັນແນວໃດ?',
          'បើធៀបនឹងអ្វីដែលលោកអ្នករំពឹង តើ {company} យ៉ាងណា?',
        ],
        low: ['Falls far short', 'ต่ำกว่าที่คาดมาก', 'ຕ່ຳກວ່າທີ່ຄາດຫຼາຍ', 'ទាបជាងការរំពឹងឆ្ងាយ'],
        high: ['Far exceeds it', 'เกินกว่าที่คาดมาก', 'ເກີນກວ່າທີ່ຄາດຫຼາຍ', 'លើសការរំពឹងឆ្ងាយ'],
      }),
      score('ideal', 'ten', {
        ask: [
          'Imagine an ideal company of this kind. How close does {company} come to it?',
          'ลองนึกถึงบริษัทในอุดมคติ {company} ใกล้เคียงเพียงใด',
          'ລອງນຶກເຖິງບໍລິສັດໃນອຸດົມຄະຕິ {company} ໃກ້ຄຽງພຽງໃດ?',
          'សូមស្រមៃដល់ក្រុមហ៊ុនដ៏ល្អឥតខ្ចោះ តើ {company} ជិតដល់កម្រិតណា?',
        ],
        low: ['Not close at all', 'ไม่ใกล้เคียงเลย', 'ບໍ່ໃກ້ຄຽງເລີຍ', 'មិនជិតទាល់តែសោះ'],
        high: ['Very close', 'ใกล้เคียงมาก', 'ໃກ້ຄຽງຫຼາຍ', 'ជិតខ្លាំង'],
      }),
      why,
    ],
  },
}

/** A survey to begin with, in all four languages; `{company}` is filled in when it is shown. @throws Problem 404 */
export function templateOf(id: string, language: string): SurveyContent {
  const found = templates[id as TemplateId]
  if (!found) throw new Problem('survey.no-template', 404)
  const thanks = { key: 'thanks' }
  const first = found.parts[0]!.question.key
  const ends = found.sorryTo === undefined ? [thanks] : [{ key: 'sorry', when: when(first, 'at-most', found.sorryTo) }, thanks]
  const texts = Object.assign({ title: found.title ?? parts.title }, ...found.parts.map(({ words }) => words), {
    ...(ends.length > 1 ? { 'end.sorry.title': parts.sorry } : {}),
    'end.thanks.title': parts.thanks,
  })
  return {
    definition: Definition.parse({
      language: wordingLanguages.find(known => known === language) ?? 'en',
      questions: found.parts.map(({ question }) => question),
      ends,
    }),
    words: wordsIn(texts),
  }
}
