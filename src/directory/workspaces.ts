import type { Writing } from '#kernel/slice.ts'

export type NewWorkspace = { id: string; name: string; language: string; zone: string; workingHours: WorkingHours; sample?: boolean }
export type WorkingHours = { periods: { days: number[]; from: string; to: string }[]; holidays: string[] }

/** Monday to Friday, 8 to 17 with an hour's lunch: shown at the first run, to be changed there. */
export const usualHours: WorkingHours = {
  periods: [
    { days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' },
  ],
  holidays: [],
}

/** Must run with the transaction's workspace set to the new id: nothing else could write it. @returns its number, which is in its addresses */
export async function foundWorkspace(
  { tx, now }: Pick<Writing, 'tx' | 'now'>,
  { workingHours, ...workspace }: NewWorkspace,
): Promise<number> {
  const made = await tx
    .insertInto('workspace')
    .values({ ...workspace, workingHours: JSON.stringify(workingHours), createdAt: now })
    .returning('number')
    .executeTakeFirstOrThrow()
  return made.number
}
