import { newId } from '#kernel/id.ts'
import { type CellRefusal, importer, type RowRefusal } from '#kernel/importer.ts'
import { Problem } from '#kernel/problem.ts'
import type { Language, Role, Writing } from '#kernel/slice.ts'
import { languages } from '#kernel/words.ts'
import { addMember, changeMember } from '../members.ts'

type Row = { name: string; email: string; role: Role | undefined; language: Language | undefined; manager: string | undefined }
type Outcome = 'added' | 'changed' | 'unchanged'

/** Who may open all figures or all settings is decided by a person, not by a file. */
const BY_HAND: readonly Role[] = ['head', 'admin']

/** Members and their managers. Nobody is invited by it; that is done on their page. */
export default importer<Row>({
  id: 'members',
  may: 'directory.people',
  asks: ['emptyMarkers'],
  fields: [
    {
      key: 'email',
      label: 'imports.members.email',
      kind: 'email',
      required: true,
      guesses: ['email', 'e mail', 'email address', 'work email', 'mail', 'อีเมล', 'ອີເມວ', 'អ៊ីមែល', 'courriel'],
    },
    {
      key: 'name',
      label: 'imports.members.name',
      kind: 'text',
      required: true,
      guesses: [
        'name',
        'full name',
        'member',
        'employee',
        'agent',
        'agent name',
        'ชื่อ',
        'พนักงาน',
        'ຊື່',
        'ພະນັກງານ',
        'ឈ្មោះ',
        'បុគ្គលិក',
        'nom',
        'employé',
      ],
    },
    {
      key: 'role',
      label: 'imports.members.role',
      kind: 'choice',
      choices: {
        rep: ['rep', 'representative', 'agent', 'frontline', 'เจ้าหน้าที่', 'ພະນັກງານ', 'បុគ្គលិក', 'conseiller'],
        manager: ['manager', 'team lead', 'supervisor', 'ผู้จัดการ', 'ຜູ້ຈັດການ', 'អ្នកគ្រប់គ្រង', 'responsable'],
        champion: ['champion', 'customer champion', 'กระบอกเสียงลูกค้า', 'ຜູ້ເປັນປາກສຽງໃຫ້ລູກຄ້າ', 'អ្នកតំណាងសំឡេងអតិថិជន'],
        viewer: ['viewer', 'read only', 'ผู้ดู', 'ຜູ້ເບິ່ງ', 'អ្នកមើល', 'lecteur'],
      },
      guesses: ['role', 'position', 'job', 'บทบาท', 'ບົດບາດ', 'តួនាទី', 'rôle'],
    },
    {
      key: 'manager',
      label: 'imports.members.manager',
      kind: 'email',
      guesses: ['manager', 'manager email', 'reports to', 'supervisor email', 'ผู้จัดการ', 'ຜູ້ຈັດການ', 'អ្នកគ្រប់គ្រង', 'responsable'],
    },
    {
      key: 'language',
      label: 'imports.members.language',
      kind: 'language',
      guesses: ['language', 'lang', 'ภาษา', 'ພາສາ', 'ភាសា', 'langue'],
    },
  ],

  become: ({ name, email, role, manager, language }) => {
    const refused: CellRefusal[] = []
    if (String(name).length > 100) refused.push({ field: 'name', value: String(name).slice(0, 200), reason: 'name-too-long' })
    if (language !== undefined && !(languages as readonly unknown[]).includes(language))
      refused.push({ field: 'language', value: String(language), reason: 'language' })
    if (refused.length > 0) return { refused }
    const row = {
      name: String(name),
      email: String(email),
      role: role as Role | undefined,
      language: language as Language | undefined,
      manager: manager as string | undefined,
    }
    return { row }
  },

  save: async (ctx, rows, { importId }) => {
    const counts: Record<Outcome, number> = { added: 0, changed: 0, unchanged: 0 }
    const refused: RowRefusal[] = []
    const outcomes = new Map<number, Outcome>()
    for (const { number, row } of rows)
      await attempt(number, refused, async () => void outcomes.set(number, await keep(ctx, row, importId)))
    // Managers come second: a file may name them before their own row.
    for (const { number, row } of rows)
      if (row.manager && outcomes.has(number))
        await attempt(number, refused, async () => {
          if ((await place(ctx, row)) && outcomes.get(number) === 'unchanged') outcomes.set(number, 'changed')
        })
    for (const outcome of outcomes.values()) counts[outcome]++
    return { ...counts, refused }
  },

  undo: async ({ tx }, importId) => {
    const gone = await tx
      .selectFrom('member')
      .select('id')
      .where('importId', '=', importId)
      .where('userId', 'is', null)
      .where('endedAt', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('event')
              .select('event.id')
              .whereRef('event.subjectId', '=', 'member.id')
              .where('event.actorKind', 'in', ['member', 'key']),
          ),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('member as below').select('below.id').whereRef('below.managerId', '=', 'member.id'))),
      )
      .execute()
    for (const { id } of gone) {
      await tx.deleteFrom('memberPlace').where('memberId', '=', id).execute()
      await tx.deleteFrom('member').where('id', '=', id).execute()
    }
    const kept = await tx.selectFrom('member').select(['id', 'name']).where('importId', '=', importId).orderBy('name').limit(1000).execute()
    return { removed: gone.length, kept: kept.map(({ id, name }) => ({ id, what: 'member', label: name })) }
  },
})

/** A refusal concerns its row only. */
async function attempt(row: number, refused: RowRefusal[], work: () => Promise<void>) {
  try {
    await work()
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure
    const [field] = failure.fields
    refused.push({
      row,
      field: field?.field === 'managerId' ? 'manager' : (field?.field ?? 'email'),
      value: '',
      reason: field?.code ?? failure.code,
    })
  }
}

const known = ({ tx }: Writing, email: string) =>
  tx
    .selectFrom('member')
    .select(['id', 'name', 'role', 'language', 'managerId'])
    .where(({ fn }) => fn('lower', ['email']), '=', email.trim().toLowerCase())
    .where('endedAt', 'is', null)
    .executeTakeFirst()

async function keep(ctx: Writing, { name, email, role, language }: Row, importId: string): Promise<Outcome> {
  const before = await known(ctx, email)
  if (!before) {
    await addMember(ctx, { name, email, role: role ?? 'rep', managerId: null, language: language ?? ctx.workspace.language, importId })
    return 'added'
  }
  const told = { name, ...(role && !BY_HAND.includes(before.role as Role) ? { role } : {}), ...(language ? { language } : {}) }
  const same = Object.entries(told).every(([key, value]) => before[key as keyof typeof before] === value)
  if (!same) await changeMember(ctx, { id: before.id, ...told })
  return same ? 'unchanged' : 'changed'
}

/** @throws Problem at `managerId` when there is no such member, or they report to this one */
async function place(ctx: Writing, { email, manager }: Row) {
  const [member, above] = [await known(ctx, email), await known(ctx, manager!)]
  if (!member || member.managerId === above?.id) return false
  await changeMember(ctx, { id: member.id, managerId: above?.id ?? newId() })
  return true
}
