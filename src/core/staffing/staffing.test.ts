import fc from 'fast-check'
import { expect, test } from 'vitest'
import { erlangA, erlangB, erlangC } from './erlang.ts'
import { patienceSeconds, required } from './required.ts'

const near = (value: number) => expect.closeTo(value, 7)

test('Erlang B is that of the published tables', () => {
  expect([erlangB(0.5, 1), erlangB(1, 2), erlangB(25, 30), erlangB(180, 200)]).toEqual(
    [0.333333333333, 0.2, 0.0526031722281, 0.010324995205].map(near),
  )
})

/** CRAN ErlangC: 100 calls in 30 minutes of 180 s. golden/staffing/erlang_c_grid.csv */
test('Erlang C is that of the published packages, at the edge too', () => {
  const queue = { load: 10, handleSeconds: 180, targetSeconds: 20 }
  expect(erlangC({ ...queue, agents: 14 })).toEqual({
    waits: near(0.174131933595),
    serviceLevel: near(0.888350019179),
    answerSeconds: near(7.83593701178),
    occupancy: near(0.714285714286),
  })
  expect(erlangC({ ...queue, agents: 11 })!.answerSeconds).toBeCloseTo(122.781276844, 6)
  expect(erlangC({ ...queue, agents: 10 })).toBeNull()
})

/** golden/staffing/erlang_a_grid.csv, checked there by simulating 400,000 calls. */
test.each([
  [8, 0.8475697697, 0.2318641347, 0.9601698316, 69.55924041, 71.29464088, 0.2264518212],
  [10, 0.599433318, 0.1094379996, 0.8905620004, 32.83139987, 31.23942468, 0.5168101686],
  [12, 0.3318020355, 0.0427111057, 0.7977407453, 12.81333171, 11.86141947, 0.7722793077],
])(
  'Erlang A with %i agents, who may be fewer than the load',
  (agents, waits, abandoned, occupancy, waitSeconds, answerSeconds, serviceLevel) => {
    const found = erlangA({ load: 10, handleSeconds: 180, agents, targetSeconds: 20 }, 300)!
    expect(found).toMatchObject({
      waits: near(waits),
      abandoned: near(abandoned),
      occupancy: near(occupancy),
      serviceLevel: near(serviceLevel),
    })
    expect([found.waitSeconds, found.answerSeconds]).toEqual([expect.closeTo(waitSeconds, 6), expect.closeTo(answerSeconds, 6)])
  },
)

test('endless patience is Erlang C, and every agent more makes every wait shorter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 30, max: 900 }),
      (load, spare, handleSeconds) => {
        const queue = { load, handleSeconds, agents: load + spare, targetSeconds: 20 }
        const patient = erlangA(queue, 1e9)!
        expect(patient.waits).toBeCloseTo(erlangC(queue)!.waits, 4)
        const [few, more] = [erlangA(queue, 120)!, erlangA({ ...queue, agents: queue.agents + 1 }, 120)!]
        expect(more.waitSeconds).toBeLessThan(few.waitSeconds)
        expect(more.serviceLevel).toBeGreaterThanOrEqual(few.serviceLevel)
      },
    ),
    { numRuns: 60 },
  )
})

/** call-center-tools (PyPI), pyworkforce and golden/staffing/required_agents.csv. */
test('the agents needed and to schedule are those of published tools', () => {
  const bank = { load: (1000 * 120) / 3600, handleSeconds: 120, targetSeconds: 20, serviceLevel: 0.8, mostOccupancy: 0.85, shrinkage: 0.3 }
  expect(required(bank)).toEqual({ agents: 40, scheduled: 58 })
  const small = { load: (5 * 180) / 1800, handleSeconds: 180, targetSeconds: 60, serviceLevel: 0.8, mostOccupancy: 0.85, shrinkage: 0.35 }
  expect(required(small)).toEqual({ agents: 2, scheduled: 4 })
})

test('patience is unknown where nobody hung up', () => {
  expect(patienceSeconds({ waitedSeconds: 1200, abandoned: 4 })).toBe(300)
  expect(patienceSeconds({ waitedSeconds: 1200, abandoned: 0 })).toBeNull()
})
