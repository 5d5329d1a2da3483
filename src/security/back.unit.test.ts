import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkOf } from '#kernel/attempts.ts'
import { safeBack } from '#ui/address.ts'

describe('where one goes after signing in', () => {
  const site = 'https://sabai.example'
  const lead = (back: string) => new URL(safeBack(back), `${site}/sign-in`).origin

  test('whatever is in the address leads to a page of ours', () => {
    const known = [
      '//evil.example',
      '/\\evil.example',
      '/..//evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      '/%2e%2e//evil.example',
    ]
    const more = [
      'javascript:alert(1)',
      'https://evil.example',
      '/\t/evil.example',
      '/@evil.example',
      '///evil.example',
      '/..\\/evil.example',
    ]
    for (const back of [...known, ...more]) expect(lead(back), back).toBe(site)
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      'evil.example',
      '%2f',
      '%2e',
      '\t',
      '\n',
      '?',
      '#',
      'javascript:',
      'https:',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), all => lead(`/${all.join('')}`) === site && lead(all.join('')) === site),
      { numRuns: 5_000 },
    )
  })

  test('a page of ours is kept', () => expect(safeBack('/1/inbox?owner=me')).toBe('/1/inbox?owner=me'))
})

test('a budget is counted by the network that an address is in', () => {
  expect(networkOf('::ffff:10.0.0.1')).toBe(networkOf('10.0.0.1'))
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:0DB8:1:2:ffff:1:2:3'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'))
})
