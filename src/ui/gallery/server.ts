const me = {
  user: { id: '019a0000-0000-7000-8000-000000000001', name: 'Dalavanh Phommachan', email: 'dalavanh@example.com', language: 'en' },
  workspaces: [
    {
      id: '019a0000-0000-7000-8000-000000000002',
      number: 1,
      name: 'Mekong Pay',
      sample: false,
      role: 'head',
      memberId: '019a0000-0000-7000-8000-000000000003',
      language: 'lo',
      zone: 'Asia/Vientiane',
      permissions: [],
      banners: [],
    },
  ],
}

const answers: [RegExp, (url: URL) => [number, unknown]][] = [
  [/^\/api\/me/, () => [200, me]],
  [/^\/api\/broken/, () => [500, { code: 'unexpected', status: 500, facts: {}, fields: [], requestId: 'req-17' }]],
  [/^\/api\/customers/, () => [400, { code: 'input', status: 400, facts: {}, fields: [{ field: 'email', code: 'already-exists' }] }]],
]

/** Stands in for the server in the gallery only. */
export function answerHere(): void {
  const real = window.fetch
  window.fetch = async (to, options) => {
    const url = new URL(String(to), location.href)
    const found = answers.find(([path]) => path.test(url.pathname))
    if (!found) return real(to, options)
    const [status, body] = found[1](url)
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  }
}
