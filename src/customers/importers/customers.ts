import { type CellRefusal, importer } from '#kernel/importer.ts'
import { saveCustomers } from '../bring-in.ts'
import { findOrAddAccounts } from '../bring-in-accounts.ts'
import { counted, takeBack, withOwners } from '../imported-rows.ts'
import type { Person } from '../people.ts'

type Row = Omit<Person, 'source' | 'accountId' | 'ownerId'> & { account: string | undefined; owner: string | undefined }

/** People: by their id at the source, else by address, else by name. What the file tells replaces what was there; what it leaves out stays. */
export default importer<Row>({
  id: 'customers',
  may: 'customers.change',
  asks: ['source', 'emptyMarkers'],
  fields: [
    {
      key: 'name',
      label: 'imports.customers.name',
      kind: 'text',
      guesses: [
        'customer name',
        'name',
        'full name',
        'customer',
        'contact',
        'contact name',
        'ชื่อลูกค้า',
        'ชื่อ',
        'ชื่อ-นามสกุล',
        'ຊື່ລູກຄ້າ',
        'ຊື່',
        'ຊື່ ແລະ ນາມສະກຸນ',
        'ឈ្មោះអតិថិជន',
        'ឈ្មោះ',
        'nom du client',
        'nom',
        'nom complet',
      ],
    },
    {
      key: 'email',
      label: 'imports.customers.email',
      kind: 'email',
      guesses: ['email', 'e mail', 'email address', 'mail', 'อีเมล', 'ອີເມວ', 'អ៊ីមែល', 'courriel', 'adresse e mail'],
    },
    {
      key: 'phone',
      label: 'imports.customers.phone',
      kind: 'phone',
      guesses: [
        'phone',
        'phone number',
        'mobile',
        'tel',
        'telephone',
        'เบอร์โทร',
        'โทรศัพท์',
        'ເບີໂທ',
        'ໂທລະສັບ',
        'លេខទូរសព្ទ',
        'ទូរសព្ទ',
        'téléphone',
      ],
    },
    {
      key: 'externalId',
      label: 'imports.external-id',
      kind: 'text',
      unique: true,
      guesses: [
        'customer id',
        'customerid',
        'user id',
        'contact id',
        'external id',
        'id',
        'รหัสลูกค้า',
        'ລະຫັດລູກຄ້າ',
        'លេខសម្គាល់អតិថិជន',
        'identifiant',
        'numéro client',
      ],
    },
    {
      key: 'account',
      label: 'imports.customers.account',
      kind: 'text',
      guesses: ['account', 'company', 'account name', 'organisation', 'organization', 'บริษัท', 'ບໍລິສັດ', 'ក្រុមហ៊ុន', 'entreprise', 'société'],
    },
    {
      key: 'language',
      label: 'imports.customers.language',
      kind: 'language',
      guesses: ['language', 'lang', 'locale', 'ภาษา', 'ພາສາ', 'ភាសា', 'langue'],
    },
    {
      key: 'callAs',
      label: 'imports.customers.call-as',
      kind: 'text',
      guesses: ['call as', 'nickname', 'salutation', 'preferred name', 'ชื่อเล่น', 'ຊື່ຫຼິ້ນ', 'ឈ្មោះហៅក្រៅ', 'surnom'],
    },
    {
      key: 'owner',
      label: 'imports.owner',
      kind: 'email',
      guesses: ['owner', 'owner email', 'account manager', 'csm', 'ผู้รับผิดชอบ', 'ຜູ້ຮັບຜິດຊອບ', 'អ្នកទទួលខុសត្រូវ', 'responsable'],
    },
    {
      key: 'notes',
      label: 'imports.customers.notes',
      kind: 'text',
      many: true,
      guesses: ['notes', 'note', 'remark', 'remarks', 'หมายเหตุ', 'ໝາຍເຫດ', 'កំណត់ចំណាំ', 'remarque', 'remarques'],
    },
  ],

  become: ({ name, email, phone, externalId, account, language, callAs, owner, notes }) => {
    const refused: CellRefusal[] = []
    if (!name && !email && !phone && !externalId) refused.push({ field: 'name', value: '', reason: 'nobody' })
    for (const [field, value, most] of [
      ['name', name, 200],
      ['callAs', callAs, 200],
      ['notes', notes, 10_000],
      ['externalId', externalId, 300],
    ] as const)
      if (typeof value === 'string' && value.length > most) refused.push({ field, value: value.slice(0, 200), reason: 'text-too-long' })
    if (refused.length > 0) return { refused }
    const text = (value: unknown) => value as string | undefined
    const person = {
      name: text(name),
      email: text(email),
      phone: text(phone),
      externalId: text(externalId),
      callAs: text(callAs),
      notes: text(notes),
    }
    return { row: { ...person, languages: language ? [String(language)] : undefined, account: text(account), owner: text(owner) } }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const { taken, refused } = await withOwners(ctx, rows)
    const accounts = await findOrAddAccounts(
      ctx,
      taken.map(({ account }) => ({ source, name: account })),
      { importId },
    )
    const people = taken.map(({ account: _, owner: __, ...person }, at) => ({ ...person, source, accountId: accounts.ids[at] }))
    const { ids, added, changed } = await saveCustomers(ctx, people, { importId })
    return counted(ids, added, changed, refused)
  },

  undo: async (ctx, importId) => {
    const people = await takeBack(ctx, 'customer', importId)
    const accounts = people.removed === 0 ? await takeBack(ctx, 'account', importId) : { removed: 0, kept: [] }
    return { removed: people.removed + accounts.removed, kept: [...people.kept, ...accounts.kept] }
  },
})
