/** What the server puts in beside the function. */
export type LoaderSettings = {
  token: string
  paths: string[]
  afterSeconds: number
  scrollPercent: number
  exit: boolean
  code: boolean
  title: string
  close: string
}

/**
 * Runs in the pages of other sites, as text: it may use nothing from outside itself, and leaves one name there, `sabai`. It opens the survey's
 * page in a frame when all that was asked for has happened, and never twice in one browser.
 */
export function loader(settings: LoaderSettings) {
  type Identity = Record<string, string>
  const site = window as typeof window & { sabai?: { identify?: Identity | ((who: Identity) => void); show?: () => void } }
  const { origin } = new URL((document.currentScript as HTMLScriptElement).src)
  const name = `sabai ${settings.token}`
  let who: Identity = typeof site.sabai?.identify === 'object' ? site.sabai.identify : {}
  let frame: HTMLElement | null = null

  const seen = () => {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  }
  const remember = () => {
    try {
      localStorage.setItem(name, 'asked')
    } catch {}
  }
  const query = () => new URLSearchParams({ ...who, lang: document.documentElement.lang })
  const close = () => {
    frame?.remove()
    removeEventListener('keydown', leave)
    removeEventListener('message', hear)
  }
  const leave = (event: KeyboardEvent) => event.key === 'Escape' && close()
  const hear = (event: MessageEvent) => {
    const page = frame?.querySelector('iframe')
    if (event.source !== page?.contentWindow || event.origin !== origin || !event.data?.sabai) return
    page!.style.height = `${Math.min(event.data.sabai.height, innerHeight - 90)}px`
    if (event.data.sabai.done) setTimeout(close, 4_000)
  }
  const open = () => {
    frame = document.createElement('div')
    frame.setAttribute('role', 'dialog')
    frame.setAttribute('aria-label', settings.title)
    frame.style.cssText =
      'position:fixed;bottom:16px;inset-inline-end:16px;width:min(400px,calc(100vw - 32px));z-index:2147483000;background:#fff;border-radius:14px;overflow:hidden;box-shadow:0 8px 40px #0005'
    const page = document.createElement('iframe')
    page.title = settings.title
    page.src = `${origin}/s/${settings.token}?${query()}`
    page.style.cssText = 'display:block;width:100%;height:420px;border:0'
    const button = document.createElement('button')
    button.setAttribute('aria-label', settings.close)
    button.textContent = '×'
    button.style.cssText =
      'position:absolute;top:12px;inset-inline-end:8px;width:36px;height:36px;border:0;border-radius:50%;background:#fff;color:#271a22;font:24px/1 sans-serif;cursor:pointer'
    button.onclick = close
    frame.append(page, button)
    document.body.append(frame)
    addEventListener('keydown', leave)
    addEventListener('message', hear)
  }
  const show = async () => {
    if (frame || seen()) return
    if (who.sig) {
      const answer = await fetch(`${origin}/w/${settings.token}/asked?${query()}`).then(found => found.json())
      if (answer.asked) return remember()
    }
    remember()
    open()
  }

  const here = settings.paths.length === 0 || settings.paths.some(path => location.pathname.startsWith(path))
  const wait = (event: string, on: EventTarget, enough: (event: Event) => boolean) =>
    new Promise<void>(resolve => {
      const look = (happened: Event) => enough(happened) && resolve()
      on.addEventListener(event, look)
      look(new Event(event))
    })
  const read = () => {
    const { scrollHeight, clientHeight } = document.documentElement
    return scrollY >= ((scrollHeight - clientHeight) * settings.scrollPercent) / 100
  }
  site.sabai = {
    identify: given => {
      who = given
    },
    show,
  }
  if (!here || settings.code || seen()) return
  Promise.all([
    new Promise(resolve => setTimeout(resolve, settings.afterSeconds * 1_000)),
    wait('scroll', window, read),
    settings.exit && wait('mouseout', document, event => !(event as MouseEvent).relatedTarget && (event as MouseEvent).clientY < 1),
  ]).then(show)
}
