import { sql } from 'kysely'
import type { z } from 'zod'
import { SurveyContent } from '#core/surveys/definition.ts'
import { languagesOf } from '#core/surveys/words.ts'
import { cut } from '#core/text/graphemes.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { type addSurvey, type listSurveys, SurveySettings, type saveDraft, surveyAdded, surveyChanged, surveyPublished } from './api.ts'
import { kindOf } from './kind.ts'
import { mustBeReady } from './readiness.ts'
import { templateOf } from './templates.ts'
import { contentOf } from './versions.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const surveys = (ctx: Reading | Writing) =>
  ('tx' in ctx ? ctx.tx : (ctx.db as unknown as Tx))
    .selectFrom('survey')
    .leftJoin('topic', 'topic.id', 'survey.topicId')
    .select([
      'survey.id',
      'survey.name',
      'survey.kind',
      'survey.state',
      'survey.version',
      'survey.draft',
      'survey.revision',
      'survey.settings',
    ])
    .select([
      'survey.changedAt',
      'survey.createdAt',
      'survey.openedAt',
      'survey.archivedAt',
      'topic.id as topicId',
      'topic.name as topicName',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof surveys>['execute']>>[number]

const shown = ({ draft, settings: _, revision: __, topicId, topicName, ...row }: Row) => ({
  ...row,
  kind: row.kind as 'nps',
  state: row.state as 'draft',
  languages: languagesOf(draft as never),
  topic: topicId && topicName ? { id: topicId, name: topicName } : null,
})

/** The newest first. */
export async function list(ctx: Reading, { q, kind, state, archived = false, cursor, limit }: In<typeof listSurveys>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await surveys(ctx)
    .where('survey.archivedAt', archived ? 'is not' : 'is', null)
    .$if(q !== undefined, query => query.where(sql<boolean>`position(lower(${q}) in lower(survey.name)) > 0`))
    .$if(kind !== undefined, query => query.where('survey.kind', '=', kind!))
    .$if(state !== undefined, query => query.where('survey.state', '=', state!))
    .$if(after !== null, query =>
      query.where(sql<boolean>`(survey.created_at, survey.id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('survey.createdAt', 'desc')
    .orderBy('survey.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.createdAt, row.id])
  return { items: items.map(shown), next }
}

/** @throws Problem 404 */
export async function get(ctx: Reading | Writing, id: string) {
  const row = await find(ctx, id)
  const asked = row.version === 0 ? null : await contentOf(ctx, id, row.version)
  const draft = SurveyContent.parse(row.draft)
  return {
    ...shown(row),
    draft,
    revision: row.revision,
    changed: asked === null || JSON.stringify(asked) !== JSON.stringify(draft),
    settings: SurveySettings.parse(row.settings),
  }
}

const find = (ctx: Reading | Writing, id: string) =>
  surveys(ctx)
    .where('survey.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('survey'))

/** From a template in the wanted language first, from content as it was exported, or as a copy of what another draft is now. */
export async function add(ctx: Writing, input: In<typeof addSurvey>) {
  const { content, name, kind, settings } = await beginning(ctx, input)
  const id = newId()
  await ctx.tx
    .insertInto('survey')
    .values({
      id,
      name,
      kind,
      draft: JSON.stringify(content),
      settings: JSON.stringify(settings),
      createdAt: ctx.now,
      createdBy: ctx.who.memberId,
      changedAt: ctx.now,
    })
    .execute()
  await ctx.announce(surveyAdded, { surveyId: id, template: input.template ?? null }, { subjectId: id, detail: { name } })
  return { id }
}

async function beginning(ctx: Writing, { name, template, content, copyOf, language = ctx.workspace.language }: In<typeof addSurvey>) {
  if (copyOf) return copied(ctx, copyOf, name)
  if (content) return { content, kind: kindOf(content.definition), name: name ?? titleOf(content), settings: {} }
  const id = template ?? 'nps'
  const made = templateOf(id, language)
  const title = say(made.definition.language as 'en', `surveys.template.${id}`)
  return { content: made, kind: id === 'pulse' ? id : kindOf(made.definition), name: name ?? title, settings: {} }
}

async function copied(ctx: Writing, id: string, name?: string) {
  const { draft, kind, name: old, settings } = await get(ctx, id)
  return { content: draft, kind, settings, name: name ?? cut(say(ctx.who.language, 'surveys.copy-of', { name: old }), 200) }
}

const titleOf = ({ definition, words }: SurveyContent) => cut(words[definition.language]?.title?.trim() || definition.language, 200)

/** @throws Problem 409 `survey.changed-meanwhile` when somebody saved since */
export async function save(ctx: Writing, { id, revision, name, definition, words }: In<typeof saveDraft>) {
  const row = await ctx.tx.selectFrom('survey').select(['revision', 'name', 'kind']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('survey')
  if (row.revision !== revision) throw new Problem('survey.changed-meanwhile', 409, { revision: row.revision })
  await ctx.tx
    .updateTable('survey')
    .set({
      draft: JSON.stringify({ definition, words }),
      kind: row.kind === 'pulse' ? row.kind : kindOf(definition),
      revision: revision + 1,
      changedAt: ctx.now,
      ...(name === undefined ? {} : { name }),
    })
    .where('id', '=', id)
    .execute()
  await ctx.announce(surveyChanged, { surveyId: id, fields: ['draft'] }, { subjectId: id })
  return { revision: revision + 1 }
}

/** @throws Problem 409 `survey.incomplete` with one field for each place, `survey.archived` */
export async function publish(ctx: Writing, { id }: { id: string }) {
  const row = await ctx.tx
    .selectFrom('survey')
    .select(['draft', 'version', 'openedAt', 'archivedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('survey')
  if (row.archivedAt) throw new Problem('survey.archived', 409)
  mustBeReady(SurveyContent.parse(row.draft))
  const version = row.version + 1
  await ctx.tx
    .insertInto('surveyVersion')
    .values({ surveyId: id, version, content: JSON.stringify(row.draft), at: ctx.now, byMember: ctx.who.memberId })
    .execute()
  await ctx.tx
    .updateTable('survey')
    .set({ version, state: 'open', openedAt: row.openedAt ?? ctx.now, closedAt: null, changedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  await ctx.announce(surveyPublished, { surveyId: id, version }, { subjectId: id })
  return { version }
}
