import { download, type Route, read } from '#kernel/slice.ts'
import { detail } from './response-detail.ts'
import { list } from './responses-list.ts'
import { results } from './results.ts'
import * as api from './results-api.ts'
import { file } from './results-file.ts'

/** Figures, the people behind them, files. */
export const resultRoutes: Route[] = [
  read(api.getResults, (ctx, input) => results(ctx, input)),
  download(api.downloadResponses, file),
  read(api.listResponses, list),
  read(api.getResponse, (ctx, { id }) => detail(ctx, id)),
]
