import { useQueryClient } from '@tanstack/react-query'
import { ask, type In, refreshPaths, useSend } from '#ui/api.ts'
import { notice } from '#ui/index.ts'
import { fieldText, problemText } from '#ui/text.tsx'
import { changeImport, getImport, type ImportDetail, previewImport } from '../api.ts'

/** Changes a draft; what it became is on the page at once, its preview soon after. */
export function useChange(one: ImportDetail) {
  const queries = useQueryClient()
  const send = useSend(changeImport, {
    onDone: async answer => {
      queries.setQueryData(ask(getImport, { id: one.id }).queryKey, answer as never)
      await refreshPaths(queries, [previewImport.path])
    },
    onFail: failure =>
      notice({ tone: 'bad', text: failure.fields[0] ? fieldText(failure.fields[0]) : problemText(failure), requestId: failure.requestId }),
  })
  return { change: (what: Omit<In<typeof changeImport>, 'id'>) => send.mutate({ id: one.id, ...what }), waiting: send.isPending }
}
