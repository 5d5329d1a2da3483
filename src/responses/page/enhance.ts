/**
 * Runs in the visitor's browser, as text inside the page; it may use nothing from outside itself. Saves the score as soon as it is touched,
 * keeps what was typed while the line is down, and sends it when it is back. Without it every step is an ordinary form.
 */
export function enhance() {
  const place = `sabai ${location.pathname}`
  const form = () => document.forms[0] as HTMLFormElement
  const field = (name: string) => form().elements.namedItem(name) as HTMLInputElement
  const first = document.forms[0] ? field('shown').value : ''
  let turn = 0
  let sending: Promise<unknown> = Promise.resolve()
  let wake = () => {}

  const fill = (entries: [string, string][]) => {
    for (const [name, value] of entries)
      for (const one of form().querySelectorAll<HTMLInputElement>(`[name="${name}"]`)) {
        if (/radio|checkbox/.test(one.type)) one.checked ||= one.value === value
        else if (one.type !== 'file' && one.type !== 'hidden') one.value = value
      }
  }
  const typed = () => [...new FormData(form())].filter(([, value]) => typeof value === 'string') as [string, string][]
  const remember = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify({ state: field('state').value, typed: typed() }))
    } catch {}
  }
  const forget = () => {
    try {
      sessionStorage.removeItem(place)
    } catch {}
  }
  /** Where a browser gives a frame no memory, nothing is remembered. */
  const remembered = () => {
    try {
      return sessionStorage.getItem(place)
    } catch {
      return null
    }
  }
  const note = (words = '') => {
    form().querySelector('[role=status]')!.textContent = words
  }
  const tell = () => {
    if (parent === window) return
    const message = { sabai: { height: document.documentElement.scrollHeight, done: Boolean(document.querySelector('[data-done]')) } }
    parent.postMessage(message, '*')
  }
  /** The newest wins; one that waits for the line gives way to it. */
  const send = (more: Record<string, string>, done: (page: Document) => void) => {
    const mine = ++turn
    wake()
    const attempt = async (): Promise<unknown> => {
      if (mine !== turn) return
      const body = new URLSearchParams(typed())
      for (const name in more) body.set(name, more[name]!)
      let words = form().dataset.offline
      try {
        const answer = await fetch(form().action, { method: 'POST', body, headers: { accept: 'text/html' } })
        const text = await answer.text()
        if (answer.status !== 429 && answer.status < 500) {
          const page = new DOMParser().parseFromString(text.replace(/<(style|script).*?<\/\1>/gs, ''), 'text/html')
          // Closed meanwhile: its own page says so.
          return page.querySelector('main') ? done(page) : location.reload()
        }
        words = form().dataset.busy
      } catch {}
      note(words)
      await new Promise<void>(resolve => {
        wake = resolve
        setTimeout(resolve, 4_000)
      })
      return attempt()
    }
    sending = sending.then(attempt)
  }
  const swap = (page: Document) => {
    document.querySelector('main')!.replaceWith(page.querySelector('main')!)
    document.title = page.title
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('[role=alert],h1')?.focus()
    if (document.forms[0]) remember()
    else forget()
    tell()
  }
  /** What is asked behind the score comes below it; nothing else moves. */
  const append = (page: Document) => {
    const rest = page.getElementById('rest')
    if (!rest) return swap(page)
    const before = typed()
    form().action = page.forms[0]!.action
    form().enctype = page.forms[0]!.enctype
    document.getElementById('rest')!.replaceWith(rest)
    fill(before)
    remember()
    tell()
  }
  const save = (after = () => {}) =>
    send({ more: '1', shown: first }, page => {
      append(page)
      after()
    })

  addEventListener('online', () => wake())
  addEventListener('input', remember)
  addEventListener('change', event => {
    const { name } = event.target as HTMLInputElement
    if (name && name === `a.${form().dataset.saves}` && form().checkValidity()) save()
  })
  addEventListener('submit', event => {
    if (form().enctype.startsWith('multipart')) return
    event.preventDefault()
    const button = event.submitter as HTMLButtonElement | null
    send(button?.name ? { [button.name]: button.value } : {}, swap)
  })
  const begin = () => {
    const kept = remembered()
    if (document.forms[0] && kept && !document.querySelector('[data-chosen]')) {
      const { state, typed: before } = JSON.parse(kept)
      field('state').value = state
      fill(before)
      const saves = form().dataset.saves
      if (saves && before.some(([name]: [string]) => name === `a.${saves}`)) save(() => fill(before))
    }
    tell()
  }
  // Reading what was kept waits for the disk: first the page is seen. A frame has its height measured first, and may not be drawn before.
  if (parent === window) requestAnimationFrame(() => setTimeout(begin))
  else begin()
}
