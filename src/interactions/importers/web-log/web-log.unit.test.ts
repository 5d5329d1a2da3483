import { expect, test } from 'vitest'
import { cellsOf, instantOf, isProgram, pageTest, pathOf } from './line.ts'

const LINE =
  '83.149.9.216 - - [17/May/2015:10:05:03 +0200] "GET /help/cards/?utm=x HTTP/1.1" 200 203023 "http://x.example/\\"q\\"" "Mozilla/5.0 (X11)"'

test('a line of the combined format, and of the common one, which does not tell the reader’s program', () => {
  expect(cellsOf(LINE)).toEqual([
    '83.149.9.216',
    '17/May/2015:10:05:03 +0200',
    'GET /help/cards/?utm=x HTTP/1.1',
    '200',
    'Mozilla/5.0 (X11)',
  ])
  expect(cellsOf('::1 - tim [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 304 -')?.[4]).toBe('')
  expect(cellsOf('nothing of the kind')).toBeNull()
  expect(instantOf('17/May/2015:10:05:03 +0200')?.toISOString()).toBe('2015-05-17T08:05:03.000Z')
  expect(instantOf('17/Foo/2015:10:05:03 +0200')).toBeNull()
})

test('pages that were delivered, by the paths that a person named', () => {
  expect(pathOf('GET /help/cards/?utm=x HTTP/1.1', '200')).toBe('/help/cards/')
  expect(['POST /help/', 'GET /help/a.png', 'GET http://x/'].map(request => pathOf(request, '200'))).toEqual([null, null, null])
  expect(pathOf('GET /help/ HTTP/1.1', '404')).toBeNull()
  const isPage = pageTest(['/help/*', '/blog/*/print.html'])
  expect(['/help/x', '/help/', '/blog/a/b/print.html', '/blog/print.html', '/'].map(isPage)).toEqual([true, false, true, false, false])
  expect(['/', '/anything'].map(pageTest([]))).toEqual([false, true])
})

test('programs by what they call themselves, or by calling themselves nothing', () => {
  expect(
    ['Googlebot/2.1', cellsOf(LINE.replace('Mozilla/5.0 (X11)', '-'))?.[4], 'Python-urllib/2.7', 'Tiny Tiny RSS/1.11'].map(isProgram),
  ).toEqual([true, true, true, true])
  expect([undefined, 'Mozilla/5.0 (Windows NT 6.1) Gecko Firefox/2.0'].map(isProgram)).toEqual([false, false])
})
