import type { Endpoint } from '#kernel/endpoint.ts'
import { fillPath, queryOf } from './address.ts'
import { headersOf, type In, type Out, sayFailure } from './api.ts'
import { asFailure, failureOf, offline } from './failure.ts'

const fileUrl = (endpoint: Endpoint, input: Record<string, unknown>) => {
  const { path, rest } = fillPath(endpoint.path, input)
  return `/api${path}${queryOf(rest)}`
}

/** A file as the raw body of an `upload` endpoint; `onProgress` gets 0 to 1. XHR, since fetch cannot tell how far it is. */
export function sendFile<E extends Endpoint>(endpoint: E, input: In<E>, file: Blob, onProgress?: (share: number) => void): Promise<Out<E>> {
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, fileUrl(endpoint, input as Record<string, unknown>))
    for (const [name, value] of Object.entries(headersOf('application/octet-stream'))) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total ? loaded / total : 0)
    request.onerror = () => refuse(offline())
    request.onload = () => {
      const body = readJson(request.responseText)
      if (request.status < 300) done(endpoint.output.parse(body) as Out<E>)
      else refuse(failureOf(request.status, body))
    }
    request.send(file)
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Fetches a `download` endpoint and hands the file to the browser; says what failed. `onBytes` gets how many have come so far. */
export async function saveFile<E extends Endpoint>(
  endpoint: E,
  input: In<E>,
  fallbackName: string,
  onBytes?: (bytes: number) => void,
): Promise<void> {
  try {
    const answer = await fetch(fileUrl(endpoint, input as Record<string, unknown>), { headers: headersOf() })
    if (!answer.ok) throw failureOf(answer.status, await answer.json().catch(() => undefined))
    hand(await blobOf(answer, onBytes), nameOf(answer.headers.get('content-disposition')) ?? fallbackName)
  } catch (error) {
    sayFailure(error instanceof TypeError ? offline() : asFailure(error))
  }
}

async function blobOf(answer: Response, onBytes?: (bytes: number) => void): Promise<Blob> {
  if (!onBytes || !answer.body) return answer.blob()
  const parts: BlobPart[] = []
  const reader = answer.body.getReader()
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return new Blob(parts, { type: answer.headers.get('content-type') ?? '' })
    parts.push(value)
    onBytes((bytes += value.byteLength))
  }
}

const nameOf = (disposition: string | null) => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/i.exec(disposition ?? '')?.[1]
}

function hand(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
