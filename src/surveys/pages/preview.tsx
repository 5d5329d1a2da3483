import { SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Answers } from '#core/surveys/definition.ts'
import { leadTo } from '#core/surveys/lead-to.ts'
import { ask } from '#ui/api.ts'
import { asFailure } from '#ui/failure.ts'
import { problemText, useText } from '#ui/text.tsx'
import { previewSurvey } from '../api.ts'
import messages from '../messages/index.ts'
import { questionAt, useEditor } from './editor.ts'
import { type Draft, tidy } from './edits.ts'

const restMs = 250
const widths = { phone: 390, desktop: 1_024 }

const nonce = () => document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

/** What customers would see: the real page, as the server writes it, at what is being written. */
export function Preview() {
  const t = useText(messages)
  const { draft, language, at } = useEditor()
  const [width, setWidth] = useState<keyof typeof widths>('phone')
  const { data, error } = usePreview(draft, language, at)
  return (
    <div className="preview">
      <div className="row between wrap">
        <SegmentedControl
          aria-label={t('preview-width')}
          size="xs"
          value={width}
          onChange={value => setWidth(value as 'phone')}
          data={[
            { value: 'phone', label: t('phone') },
            { value: 'desktop', label: t('desktop') },
          ]}
        />
        {data && data.steps > 1 && data.step > 0 && (
          <span className="xs dim num">{t('preview-step', { n: data.step, of: data.steps })}</span>
        )}
      </div>
      {error && <p className="wrong">{problemText(asFailure(error))}</p>}
      {data && <Frame html={data.html} width={widths[width]} kind={width} />}
    </div>
  )
}

/** The page for a place in the editor: its step, reached by answers that lead there. */
export function usePreview(draft: Draft, language: string, at: string) {
  const place = useMemo(() => placeIn(draft, at), [draft, at])
  const { definition, words } = tidy(draft)
  const [input] = useDebouncedValue({ definition, words, language, ...place, nonce: nonce() }, restMs)
  return useQuery({ ...ask(previewSurvey, input), placeholderData: keepPreviousData, gcTime: 5_000, retry: false })
}

function placeIn(draft: Draft, at: string): { answers: Answers; question?: string; end?: string } {
  const { definition } = draft
  const question = questionAt(draft, at)
  if (question) return { answers: leadTo(definition, question.when), question: at }
  const end = definition.ends.find(({ key }) => at === `end:${key}`)
  return end ? { answers: leadTo(definition, end.when), end: end.key } : { answers: {} }
}

type FrameProps = { html: string; width: number; kind: string }

/**
 * A frame without any right: no script runs in it and it belongs to no site. A wide page is shown smaller. The next page is
 * shown when it is there, so that nothing flickers while one types.
 */
function Frame({ html, width, kind }: FrameProps) {
  const t = useText(messages)
  const box = useRef<HTMLDivElement>(null)
  const scale = useScale(box, width)
  const [pages, setPages] = useState([{ id: 0, html }])
  useEffect(() => {
    setPages(before => (before.at(-1)?.html === html ? before : [...before.slice(-1), { id: (before.at(-1)?.id ?? 0) + 1, html }]))
  }, [html])
  const last = pages.at(-1)
  return (
    <div ref={box} className={`frame ${kind}`}>
      {pages.map(page => (
        <iframe
          key={page.id}
          title={t('preview')}
          sandbox=""
          srcDoc={page.html}
          aria-hidden={page !== last}
          style={{ width, height: `${100 / scale}%`, transform: `scale(${scale})` }}
          onLoad={() => page === last && setPages(before => before.filter(({ id }) => id >= page.id))}
        />
      ))}
    </div>
  )
}

function useScale(box: { current: HTMLElement | null }, width: number) {
  const [scale, setScale] = useState(1)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setScale(Math.min(1, element.clientWidth / width))
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    measure()
    return () => watch.disconnect()
  }, [box, width])
  return scale
}
