import type { z } from 'zod'

/** Who may call: a permission named `slice.verb`, any signed-in user (`signed-in`), or `anyone`. */
export type May = `${string}.${string}` | 'signed-in' | 'anyone'

/** An endpoint is a value: the server binds it, the browser calls it, OpenAPI is printed from it. */
export type Endpoint<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  summary: string
  may: May
  input: In
  output: Out
}

/**
 * Path parameters (`:id`), query (GET) or JSON body (others) together are the input; an unknown key is refused.
 * Paths are written without `/api`, which is where the server puts them.
 */
export function endpoint<In extends z.ZodType, Out extends z.ZodType>(
  line: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`,
  rest: { summary: string; may: May; input: In; output: Out },
): Endpoint<In, Out> {
  const [method, path] = line.split(' ') as [Endpoint['method'], string]
  return { method, path, ...rest }
}
