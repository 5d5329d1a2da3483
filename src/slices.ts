import { actions } from '#actions/index.ts'
import { broadcasts } from '#broadcasts/index.ts'
import { bulletins } from '#bulletins/index.ts'
import { conversation } from '#conversation/index.ts'
import { customers } from '#customers/index.ts'
import { delighted } from '#delighted/index.ts'
import { desk } from '#desk/index.ts'
import { directory } from '#directory/index.ts'
import { hours } from '#hours/index.ts'
import { imports } from '#imports/index.ts'
import { inbox } from '#inbox/index.ts'
import { interactions } from '#interactions/index.ts'
import type { Slice } from '#kernel/slice.ts'
import { mailboxes } from '#mailboxes/index.ts'
import { metrics } from '#metrics/index.ts'
import { pulse } from '#pulse/index.ts'
import { responses } from '#responses/index.ts'
import { rules } from '#rules/index.ts'
import { sample } from '#sample/index.ts'
import { scoreboard } from '#scoreboard/index.ts'
import { sends } from '#sends/index.ts'
import { surveys } from '#surveys/index.ts'
import { today } from '#today/index.ts'
import { tracking } from '#tracking/index.ts'
import { voices } from '#voices/index.ts'

/** THE LIST: a slice may import only what stands above it, through its index.ts or api.ts. */
export const slices: readonly Slice[] = [
  directory,
  customers,
  imports,
  mailboxes,
  hours,
  rules,
  inbox,
  surveys,
  responses,
  sends,
  conversation,
  delighted,
  interactions,
  tracking,
  metrics,
  scoreboard,
  actions,
  bulletins,
  pulse,
  voices,
  desk,
  broadcasts,
  today,
  sample,
]
