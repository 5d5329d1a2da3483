import { download, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { listAside, openAside, seeAside } from './aside.ts'
import { caseLetters, letterFile, letterPieces } from './letters.ts'
import { changeRules, readRules } from './rules.ts'
import { takeLetter } from './taking.ts'

/** What is written between a customer and us: mail in, mail out, and what belongs to writing it. */
export const conversation: Slice = {
  name: 'conversation',
  permissions: {
    'conversation.aside': ['manager', 'head', 'admin'],
  },
  events: [api.letterTaken, api.conversationChanged],
  routes: [
    read(api.caseLetters, caseLetters),
    read(api.letterPieces, letterPieces),
    download(api.letterFile, letterFile),
    read(api.listAside, listAside),
    write(api.openAside, openAside),
    write(api.seeAside, seeAside),
    read(api.readRules, readRules),
    write(api.changeRules, changeRules),
  ],
  letters: [takeLetter],
}
