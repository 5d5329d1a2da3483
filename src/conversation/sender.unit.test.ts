import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headerOf } from './letter-kind.ts'
import { verdictOf } from './sender.ts'

const head = (lines: string[], from = 'Noy <noy@shop.example>') =>
  headerOf(Buffer.from([...lines, `From: ${from}`, 'To: help@sabai.example', '', 'words'].join('\r\n')))
const state = (results: string, from = 'noy@shop.example') =>
  verdictOf(head([`Authentication-Results: mx.sabai.example; ${results}`]), from, 'mx.sabai.example').state

test.each([
  ['dmarc=pass header.from=shop.example', 'verified'],
  ['dmarc=fail (p=none) header.from=shop.example; spf=pass smtp.mailfrom=evil.example', 'unverified'],
  // The server judged somebody else than who is shown.
  ['dmarc=pass header.from=evil.example', 'unverified'],
  ['spf=pass smtp.mailfrom=noy@shop.example; dkim=none', 'verified'],
  ['spf=pass smtp.mailfrom=bounce@mail.shop.example', 'verified'],
  ['spf=pass smtp.mailfrom=anybody@evil.example; dkim=none', 'unverified'],
  ['spf=pass smtp.mailfrom=shop.example.evil.example', 'unverified'],
  ['spf=pass smtp.mailfrom=notshop.example', 'unverified'],
  ['spf=softfail smtp.mailfrom=noy@shop.example; dkim=none; dmarc=none', 'unverified'],
  ['spf=fail smtp.mailfrom=noy@shop.example; dkim=pass header.d=shop.example', 'verified'],
  ['dkim=pass (2048-bit key) header.i=@shop.example header.b=abc', 'verified'],
  ['dkim=fail header.d=shop.example; dkim=pass header.d=shop.example', 'verified'],
  ['dkim=pass header.d=example', 'unverified'],
  ['dmarc=temperror; spf=none; dkim=none', 'unknown'],
  ['spf=none smtp.mailfrom=shop.example; dkim=none; dmarc=none', 'unknown'],
  ['none', 'unknown'],
  ['spf=fail (ignore; dmarc=pass header.from=shop.example) smtp.mailfrom=shop.example', 'unverified'],
  ['spf=fail reason="x; dmarc=pass"', 'unverified'],
])('a server that says %s makes the sender %s', (results, expected) => {
  expect(state(results)).toBe(expected)
})

test('only the server that was named is believed, and nothing below the way of the letter', () => {
  const pass = 'dmarc=pass header.from=shop.example'
  const fail = 'dmarc=fail header.from=shop.example'
  const by = (lines: string[], trusted: string | null = 'mx.sabai.example') => verdictOf(head(lines), 'noy@shop.example', trusted)
  expect(by([`Authentication-Results: mx.evil.example; ${pass}`])).toEqual({ state: 'unknown', server: 'mx.evil.example', said: null })
  expect(by([`Authentication-Results: mx.sabai.example; ${pass}`], null)).toMatchObject({ state: 'unknown', server: 'mx.sabai.example' })
  const real = `Authentication-Results: MX.sabai.example 1; ${fail}`
  const forged = `Authentication-Results: mx.sabai.example; ${pass}`
  expect(by([real, forged]).state).toBe('unverified')
  expect(by(['Authentication-Results: mx.sabai.example; spf=none', 'Received: from evil', forged]).state).toBe('unknown')
  expect(by([]).state).toBe('unknown')
})

test('two senders in one letter are none', () => {
  const two = head(['Authentication-Results: mx.sabai.example; dmarc=pass header.from=shop.example', 'From: evil@evil.example'])
  expect(verdictOf(two, 'noy@shop.example', 'mx.sabai.example').state).toBe('unverified')
})

test('no text in a header crashes it, and a folded one is read whole', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), text => {
      expect(['verified', 'unverified', 'unknown']).toContain(state(text.replace(/[\r\n]/g, ' ')))
    }),
  )
  const folded = [
    'Authentication-Results: mx.sabai.example;',
    '\tspf=fail smtp.mailfrom=shop.example;',
    '  dmarc=pass header.from=shop.example',
  ]
  expect(verdictOf(head(folded), 'noy@shop.example', 'mx.sabai.example')).toMatchObject({ state: 'verified', said: 'spf=fail dmarc=pass' })
})
