import { searchKey } from '../text/normalise.ts'

const NAMES = [
  'january jan มกราคม ม.ค. ມັງກອນ ມ.ກ. មករា janvier janv jan',
  'february feb กุมภาพันธ์ ก.พ. ກຸມພາ ກ.ພ. កុម្ភៈ កុម្ភះ février fevrier févr fevr fév',
  'march mar มีนาคม มี.ค. ມີນາ ມ.ນ. មីនា mars',
  'april apr เมษายน เม.ย. ເມສາ ມ.ສ. មេសា avril avr',
  'may พฤษภาคม พ.ค. ພຶດສະພາ ພ.ພ. ឧសភា mai',
  'june jun มิถุนายน มิ.ย. ມິຖຸນາ ມິ.ຖ. មិថុនា juin',
  'july jul กรกฎาคม ก.ค. ກໍລະກົດ ກ.ລ. កក្កដា juillet juil',
  'august aug สิงหาคม ส.ค. ສິງຫາ ສ.ຫ. សីហា août aout',
  'september sept sep กันยายน ก.ย. ກັນຍາ ກ.ຍ. កញ្ញា septembre',
  'october oct ตุลาคม ต.ค. ຕຸລາ ຕ.ລ. តុលា octobre',
  'november nov พฤศจิกายน พ.ย. ພະຈິກ ພ.ຈ. វិច្ឆិកា novembre',
  'december dec ธันวาคม ธ.ค. ທັນວາ ທ.ວ. ធ្នូ décembre decembre déc',
]
/** Words which stand around a date and say nothing about which day it is. */
const AROUND = `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim le of the de at à st nd rd th er utc gmt
  วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์ วันที่ วัน ที่ จันทร์ อังคาร พุธ พฤหัสบดี พฤหัส ศุกร์ เสาร์ อาทิตย์ จ อ พ พฤ ศ ส อา
  เดือน ปี พศ คศ เวลา น ວັນຈັນ ວັນອັງຄານ ວັນພຸດ ວັນພະຫັດ ວັນສຸກ ວັນເສົາ ວັນອາທິດ ວັນທີ ວັນ ທີ ເດືອນ ປີ ຄສ ພສ ເວລາ ໂມງ
  ថ្ងៃចន្ទ ថ្ងៃអង្គារ ថ្ងៃពុធ ថ្ងៃព្រហស្បតិ៍ ថ្ងៃសុក្រ ថ្ងៃសៅរ៍ ថ្ងៃអាទិត្យ ចន្ទ អង្គារ ពុធ ព្រហស្បតិ៍ សុក្រ សៅរ៍ អាទិត្យ ថ្ងៃទី ថ្ងៃ ទី ខែ ឆ្នាំ គស ពស ម៉ោង`

/** One spelling for names: the search key without full stops, since ม.ค. is also written มค. */
export const plainName = (text: string) => searchKey(text).replaceAll('.', '')

const months = new Map(NAMES.flatMap((names, nth) => names.split(' ').map(name => [plainName(name), nth + 1] as const)))
const longestFirst = [...months.keys()].sort((a, b) => b.length - a.length)
const around = new Set(AROUND.split(/\s+/).map(plainName))
const isLatin = (name: string) => /^[a-zà-ÿ]/.test(name)

export type NamedMonth = { month: number; rest: string; thai: boolean }

/** Finds one month's name in an already plain text, the longest first (mars before mar), and gives back what stands around it. */
export function findMonth(plain: string): NamedMonth | null {
  for (const name of longestFirst) {
    const at = plain.indexOf(name)
    if (at === -1 || (isLatin(name) && touchesLetters(plain, at, at + name.length))) continue
    const rest = `${plain.slice(0, at)} ${plain.slice(at + name.length)}`
    return { month: months.get(name)!, rest, thai: /[\u0e00-\u0e7f]/.test(name) }
  }
  return null
}

/** Whether only weekdays, eras and the like remain besides numbers. */
export const isOnlyAround = (rest: string) => (rest.match(/[\p{L}\p{M}]+/gu) ?? []).every(isAround)

/** Thai, Lao and Khmer write such words together: วันศุกร์ที่ is วันศุกร์ and ที่. */
function isAround(word: string): boolean {
  if (around.has(word) || isLatin(word)) return around.has(word)
  for (let end = word.length - 1; end > 0; end--) if (around.has(word.slice(0, end)) && isAround(word.slice(end))) return true
  return false
}

const touchesLetters = (text: string, from: number, to: number) => /\p{L}/u.test(text[from - 1] ?? '') || /\p{L}/u.test(text[to] ?? '')
