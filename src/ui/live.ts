import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { z } from 'zod'
import { refreshPaths } from './api.ts'

const News = z.object({ lists: z.array(z.string()), ids: z.array(z.string()).default([]) })

const hiddenMs = 60_000
const backMs = 5_000

/**
 * Keeps what is on the screen true: one stream per page, which says only which lists changed; the browser asks again.
 * A tab out of sight lets go of its connection after a minute (browsers allow six a server) and catches up when seen.
 */
export function useLive(workspace: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    let stream: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let missed = false
    const close = () => {
      stream?.close()
      stream = null
      missed = true
    }
    const open = () => {
      stream = new EventSource(`/api/live?workspace=${workspace}`)
      stream.onopen = () => {
        if (missed) void queries.invalidateQueries()
        missed = false
      }
      stream.onmessage = ({ data }) => {
        const news = News.safeParse(safeJson(data))
        if (news.success) void refreshPaths(queries, news.data.lists)
      }
      stream.onerror = () => {
        missed = true
        if (stream?.readyState !== EventSource.CLOSED) return
        close()
        timer = setTimeout(open, backMs)
      }
    }
    const look = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(close, hiddenMs)
      else if (!stream) open()
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      clearTimeout(timer)
      close()
    }
  }, [workspace, queries])
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
