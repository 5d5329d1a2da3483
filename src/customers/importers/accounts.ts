import { type CellRefusal, importer } from '#kernel/importer.ts'
import { findOrAddAccounts, type Organisation } from '../bring-in-accounts.ts'
import { counted, dayIn, takeBack, withOwners } from '../imported-rows.ts'
import { noteRevenue } from '../note-revenue.ts'

type Row = Omit<Organisation, 'source' | 'ownerId'> & { owner: string | undefined }

/** Customer organisations, by their id at the source, else by their name. */
export default importer<Row>({
  id: 'accounts',
  may: 'accounts.change',
  asks: ['source', 'zone', 'emptyMarkers'],
  fields: [
    {
      key: 'name',
      label: 'imports.accounts.name',
      kind: 'text',
      required: true,
      guesses: [
        'account name',
        'company name',
        'company',
        'account',
        'organisation',
        'organization',
        'name',
        'บริษัท',
        'ชื่อบริษัท',
        'ບໍລິສັດ',
        'ຊື່ບໍລິສັດ',
        'ក្រុមហ៊ុន',
        'entreprise',
        'société',
        'nom',
      ],
    },
    {
      key: 'externalId',
      label: 'imports.external-id',
      kind: 'text',
      unique: true,
      guesses: ['account id', 'company id', 'external id', 'id', 'customer number', 'รหัส', 'ລະຫັດ', 'លេខសម្គាល់', 'identifiant', 'numéro'],
    },
    {
      key: 'plan',
      label: 'imports.accounts.plan',
      kind: 'text',
      guesses: ['plan', 'product', 'tier', 'package', 'contract', 'แพ็กเกจ', 'ແພັກເກດ', 'កញ្ចប់', 'formule', 'abonnement'],
    },
    {
      key: 'monthlyRevenue',
      label: 'imports.accounts.revenue',
      kind: 'number',
      guesses: ['monthly revenue', 'mrr', 'revenue', 'monthly charges', 'รายได้', 'ລາຍໄດ້', 'ចំណូល', 'revenu mensuel', 'chiffre d affaires'],
    },
    {
      key: 'currency',
      label: 'imports.accounts.currency',
      kind: 'text',
      guesses: ['currency', 'สกุลเงิน', 'ສະກຸນເງິນ', 'រូបិយប័ណ្ណ', 'devise', 'monnaie'],
    },
    {
      key: 'startsOn',
      label: 'imports.accounts.starts',
      kind: 'instant',
      guesses: [
        'starts on',
        'start date',
        'since',
        'contract start',
        'subscription start',
        'วันที่เริ่ม',
        'ວັນທີເລີ່ມ',
        'ថ្ងៃចាប់ផ្ដើម',
        'date de début',
        'début',
      ],
    },
    {
      key: 'endsOn',
      label: 'imports.accounts.ends',
      kind: 'instant',
      guesses: ['ends on', 'end date', 'until', 'renewal date', 'contract end', 'วันที่สิ้นสุด', 'ວັນທີສິ້ນສຸດ', 'ថ្ងៃបញ្ចប់', 'date de fin', 'fin'],
    },
    {
      key: 'owner',
      label: 'imports.owner',
      kind: 'email',
      guesses: ['owner', 'owner email', 'account manager', 'csm', 'ผู้รับผิดชอบ', 'ຜູ້ຮັບຜິດຊອບ', 'អ្នកទទួលខុសត្រូវ', 'responsable'],
    },
  ],

  become: ({ name, externalId, plan, monthlyRevenue, currency, startsOn, endsOn, owner }, { zone }) => {
    const refused: CellRefusal[] = []
    const money = currency === undefined ? undefined : String(currency).trim().toUpperCase()
    if (money && !/^[A-Z]{3}$/.test(money)) refused.push({ field: 'currency', value: String(currency).slice(0, 200), reason: 'currency' })
    if (typeof monthlyRevenue === 'number' && Math.abs(monthlyRevenue) >= 1e14)
      refused.push({ field: 'monthlyRevenue', value: String(monthlyRevenue), reason: 'not-a-number' })
    if (String(name).length > 300) refused.push({ field: 'name', value: String(name).slice(0, 200), reason: 'name-too-long' })
    if (refused.length > 0) return { refused }
    return {
      row: {
        name: String(name),
        externalId: externalId as string | undefined,
        plan: plan as string | undefined,
        monthlyRevenue: monthlyRevenue as number | undefined,
        currency: money,
        startsOn: dayIn(startsOn, zone),
        endsOn: dayIn(endsOn, zone),
        owner: owner as string | undefined,
      },
    }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const { taken, refused } = await withOwners(ctx, rows)
    const told = taken.map(({ owner: _, ...row }) => ({ ...row, source }))
    const { ids, added, changed } = await findOrAddAccounts(ctx, told, { importId, update: true })
    return counted(ids, added, changed, refused)
  },

  finish: ctx => noteRevenue(ctx, ctx.now, null),
  undo: (ctx, importId) => takeBack(ctx, 'account', importId),
})
