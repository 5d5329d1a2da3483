import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecast, rollingWape, wape } from './forecast.ts'
import { ahead, learn, walk } from './holt-winters.ts'

/** Box & Jenkins (1976): airline passengers by month, 1949–1960, in thousands. */
const passengers =
  `112 118 132 129 121 135 148 148 136 119 104 118 115 126 141 135 125 149 170 170 158 133 114 140 145 150 178 163 172 178 199 199 184 162
  146 166 171 180 193 181 183 218 230 242 209 191 172 194 196 196 236 235 229 243 264 272 237 211 180 201 204 188 235 227 234 264 302 293 259 229 203 229
  242 233 267 269 270 315 364 347 312 274 237 278 284 277 317 313 318 374 413 405 355 306 271 306 315 301 356 348 355 422 465 467 404 347 305 336 340 318
  362 348 363 435 491 505 404 359 310 337 360 342 406 396 420 472 548 559 463 407 362 405 417 391 419 461 472 535 622 606 508 461 390 432`
    .trim()
    .split(/\s+/)
    .map(Number)

describe('Holt and Winters', () => {
  test('the airline’s passengers with the weights of R’s HoltWinters give its sum of squares', () => {
    const weights = { alpha: 0.27559247473635, beta: 0.0326927529336615, gamma: 0.870729222265009 }
    expect(walk(passengers, 12, 'multiplicative', weights).sumSquares).toBeCloseTo(16570.7778669999, 4)
  })

  test('the search finds weights that are as good', () => {
    expect(learn(passengers, 12, 'multiplicative').sumSquares).toBeLessThanOrEqual(16570.7778669999 * 1.001)
  })

  test('a line with seasons goes on as it was', () => {
    const series = Array.from({ length: 28 }, (_, at) => 100 + at + [10, -5, 0, 5, -3, -6, -1][at % 7]!)
    const next = ahead(learn(series, 7), series.length, 7)
    for (const [index, value] of next.entries()) expect(value).toBeCloseTo(128 + index + [10, -5, 0, 5, -3, -6, -1][index]!, 3)
  })
})

describe('which method', () => {
  test('the mean of four weeks where weeks differ by chance only', () => {
    const noise = [3, -4, 2, -1, 5, -3, -2, 4, -5, 1]
    const series = Array.from({ length: 70 }, (_, at) => [50, 40, 40, 40, 60, 10, 5][at % 7]! + noise[(at * 7 + Math.floor(at / 7)) % 10]!)
    expect(forecast(series, 7)?.method).toBe('mean-of-four')
  })

  test('Holt and Winters where it grows, and only because it would have been nearer', () => {
    const found = forecast(passengers, 12)!
    expect(found.method).toBe('holt-winters')
    expect(found.wape['holt-winters']).toBeLessThan(found.wape['seasonal-naive']!)
    expect(found.wape['holt-winters']).toBeLessThan(found.wape['mean-of-four']!)
  })

  test('less than a season forecasts nothing, one season itself', () => {
    expect(forecast([1, 2, 3], 7)).toBeNull()
    expect(forecast([1, 2, 3, 4, 5, 6, 7], 7)?.values).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('the chosen one is never farther off than the floor', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 14, maxLength: 42 }), series => {
        const { method, wape: errors } = forecast(series, 7)!
        const chosen = errors[method]
        if (chosen === undefined) return
        for (const floor of ['mean-of-four', 'seasonal-naive'] as const)
          expect(chosen).toBeLessThanOrEqual(rollingWape(series, 7, floor) ?? chosen)
      }),
      { numRuns: 30 },
    )
  })

  test('errors against what came', () => {
    expect(wape([8, 12], [10, 10])).toBeCloseTo(0.2, 12)
    expect(wape([1], [0])).toBeNull()
  })
})
