import type { z } from 'zod'
import type { addBenchmark } from './benchmarks-api.ts'

type Fields = z.output<typeof addBenchmark.input>
type Score = readonly [industry: string, year: number, name: string, score: number]

/** Scores of the American Customer Satisfaction Index (three questions, 0–100, households in the United States) as these pages print them. */
const acsi: readonly (readonly [url: string, scores: readonly Score[]])[] = [
  [
    'https://www.customerservicemanager.com/american-customer-service-index-q1/',
    [
      ['ACSI national', 2008, 'US economy', 75.2],
      ['Hotels', 2008, 'Marriott/Hyatt/Hilton lead', 78],
      ['Utilities', 2008, 'Utilities', 74],
      ['Utilities', 2008, 'Southern Company', 81],
      ['Utilities', 2008, 'Reliant Energy', 72],
      ['Limited-service restaurants', 2008, 'Pizza Hut', 76],
      ['Limited-service restaurants', 2008, "McDonald's", 69],
      ['Limited-service restaurants', 2008, 'Burger King', 71],
      ['Fixed-line telephone', 2008, 'AT&T', 75],
    ],
  ],
  [
    'https://consumerist.com/2007/05/15/customer-satisfaction-winners-and-losers/',
    [
      ['Airlines', 2007, 'Southwest', 76],
      ['Airlines', 2007, 'United', 56],
      ['Cellphone service', 2007, 'Verizon', 71],
      ['Cellphone service', 2007, 'Sprint', 61],
      ['Cable & satellite TV', 2007, 'Echostar', 67],
      ['Cable & satellite TV', 2007, 'Charter', 55],
      ['Energy utilities', 2007, 'Southern Company', 82],
      ['Energy utilities', 2007, 'Ameren', 57],
      ['Limited-service restaurants', 2007, "Wendy's", 78],
      ['Limited-service restaurants', 2007, "McDonald's", 64],
    ],
  ],
  [
    'https://a673b.bigscoots-temp.com/companies-and-brands/2014/12/30/pay-tv-airlines-score-worst-for-customer-service',
    [
      ['Pay TV', 2014, 'Pay TV', 65],
      ['Pay TV', 2014, 'Time Warner Cable', 56],
      ['Pay TV', 2014, 'Comcast', 60],
      ['Pay TV', 2014, 'AT&T', 69],
      ['Pay TV', 2014, 'DirecTV', 69],
      ['ISP', 2014, 'ISP', 63],
      ['ISP', 2014, 'Time Warner Cable', 54],
      ['ISP', 2014, 'Comcast', 57],
      ['ISP', 2014, 'Verizon FiOS', 71],
      ['Airlines', 2014, 'Airlines', 69],
      ['Airlines', 2014, 'United Continental', 60],
    ],
  ],
  [
    'http://detroit.cbslocal.com/2013/04/30/acsi-expands-with-company-measures-for-internet-service-providers/',
    [
      ['Fixed-line telephone', 2010, 'Fixed-line telephone', 75],
      ['Fixed-line telephone', 2012, 'Fixed-line telephone', 70],
      ['ACSI national', 2013, 'US economy', 76.3],
    ],
  ],
  ['http://www.acsimatters.com/', [['Automobiles', 2015, 'Automobiles', 79]]],
  [
    'https://www.daily8.com/en/hashtag/AmericanCustomerSatisfactionIndex',
    [
      ['ISP', 2025, 'ISP', 72],
      ['ISP', 2024, 'ISP', 71],
      ['ISP', 2023, 'ISP', 68],
    ],
  ],
]

const none = { n: null, deviation: null } as const

const scores: Fields[] = acsi.flatMap(([sourceUrl, all]) =>
  all.map(([industry, year, name, value]) => ({
    ...none,
    ...{
      kind: 'published' as const,
      name,
      metric: 'loyalty',
      scale: 'hundred' as const,
      method: 'index' as const,
      value,
      industry,
      year,
      sourceUrl,
    },
    region: 'United States',
    licence: 'Single values as published; the index belongs to ACSI LLC',
  })),
)

const GIST = 'https://gist.github.com/jaymay/b774ce28186483b07801197233e49720'
type Industry = readonly [name: string, resolved: number | null, replied: number, satisfied: number | null, once: number | null]
/** Zendesk's benchmark of 2018 by industry: medians of full resolution and first reply in minutes, shares of good ratings and of tickets with one touch. */
const zendesk: readonly Industry[] = [
  ['manufacturing', 1542, 285, 0.9559394409937889, 0.3623462630085147],
  ['real estate', 1073.5, 144.5, 0.96, 0.3860496268418703],
  ['consultancy', null, 98, null, null],
]

const helpdesk: Fields[] = zendesk.flatMap(([industry, resolved, replied, satisfied, once]) => {
  const of = (metric: string, scale: Fields['scale'], method: Fields['method'], value: number | null): Fields[] =>
    value === null
      ? []
      : [
          {
            ...none,
            ...{ kind: 'published', name: `Zendesk: ${industry}`, metric, scale, method, value, industry, year: 2018, sourceUrl: GIST },
            region: '',
            licence: '',
          },
        ]
  return [
    ...of('time-to-resolve-median', 'time', 'median', resolved && resolved * 60),
    ...of('first-reply-time-median', 'time', 'median', replied * 60),
    ...of('csat', 'thumbs', 'share', satisfied),
    ...of('first-contact-resolution-of-cases', 'share', 'other', once),
  ]
})

/** Published figures that come along, each with where it was read. None is shown until somebody has chosen it, and most are too old or measured otherwise. */
export const published: readonly Fields[] = [...scores, ...helpdesk]
