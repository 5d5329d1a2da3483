import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, words } from './steps.ts'
import { accessible, fits, phone, picture, told, type World, world } from './world.ts'

let here: World
beforeAll(async () => {
  here = await world()
}, 120_000)
afterAll(() => here?.close())

const fixture = fileURLToPath(new URL('../src/responses/importers/typeform/fixture.json', import.meta.url))

test('a page of Typeform’s API comes in as it is, and callers of Delighted read what to change', async () => {
  const t = words('en')
  const { page } = await here.visit('en')
  await told('coming', [page], async () => {
    await begin(page, here)
    await page.goto(`${here.url}/1/import`)
    await page.getByRole('combobox', { name: t('imports.what') }).click()
    await page.getByRole('option', { name: t('imports.importer.typeform') }).click()
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: t('imports.choose-file') }).click()
    await (await choosing).setFiles(fixture)
    await page.getByRole('heading', { name: t('imports.head.draft') }).waitFor()
    expect(await page.getByRole('combobox', { name: t('imports.survey'), exact: true }).inputValue()).toBe(t('imports.survey.new'))
    expect(await page.getByRole('combobox', { name: t('imports.scale'), exact: true }).inputValue()).toContain('0–10')
    await picture(page, 'coming-draft')
    await page.getByRole('button', { name: t('imports.check-all') }).click()
    await page.getByRole('heading', { name: t('imports.head.ready') }).waitFor()
    await page.getByRole('button', { name: new RegExp(t('imports.bring-in-n', { n: '[0-9]+' })) }).click()
    await page.getByRole('heading', { name: t('imports.head.done'), exact: true }).waitFor()
    await page.goto(`${here.url}/1/surveys`)
    await page.getByText('typeform · NPS').first().waitFor()

    await page.goto(`${here.url}/1/settings/delighted`)
    await page.getByRole('heading', { name: t('delighted.scripts') }).waitFor()
    await accessible(page, 'coming from Delighted')
    await picture(page, 'coming-delighted')
    await page.setViewportSize(phone)
    await fits(page, 'coming from Delighted on a phone')
    await picture(page, 'coming-delighted-390')
  })
  expect(here.faults).toEqual([])
})
