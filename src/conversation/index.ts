import { caseNoted, caseReopened, caseResolved, caseUnresolved } from '#inbox/api.ts'
import { replyCameBack } from '#inbox/index.ts'
import { after, download, read, type Slice, upload, write } from '#kernel/slice.ts'
import { responseReceived } from '#responses/api.ts'
import { ACKNOWLEDGEMENT, composeAcknowledgement } from './acknowledging.ts'
import { reopenIfBad } from './after-case.ts'
import { archiveAllowance, listAllowances, saveAllowance } from './allowances.ts'
import * as api from './api.ts'
import { listAside, openAside, seeAside } from './aside.ts'
import * as drafts from './drafts.ts'
import { forgetOld } from './forgetting.ts'
import { letterFrame } from './framing.ts'
import * as goodwill from './goodwill.ts'
import { caseLetters, letterFile, letterPieces, rawLetter } from './letters.ts'
import { tellNamed, whoMayBeNamed } from './mentions.ts'
import * as messages from './messages.ts'
import { beHere, whoIsHere } from './presence.ts'
import { changeRules, readRules } from './rules.ts'
import { keepSignature, readSignature } from './signatures.ts'
import { takeLetter } from './taking.ts'
import * as templates from './templates.ts'

/** What is written between a customer and us: mail in, mail out, what belongs to writing it, and what may be given without asking. */
export const conversation: Slice = {
  name: 'conversation',
  permissions: {
    'conversation.aside': ['manager', 'head', 'admin'],
    'conversation.raw': ['manager', 'head', 'admin'],
    'conversation.templates': ['manager', 'head', 'admin'],
    'conversation.goodwill': ['rep', 'manager', 'head', 'admin'],
    'conversation.allowances': ['head', 'admin'],
  },
  events: [
    api.letterTaken,
    api.conversationChanged,
    api.messageHeld,
    api.messageUndone,
    api.messageFailed,
    api.templateChanged,
    api.memberNamed,
    api.fileAttached,
    api.goodwillChanged,
    api.allowanceChanged,
  ],
  routes: [
    read(api.caseLetters, caseLetters),
    read(api.letterPieces, letterPieces),
    download(api.letterFrame, letterFrame),
    download(api.rawLetter, rawLetter),
    download(api.letterFile, letterFile),
    read(api.listAside, listAside),
    write(api.openAside, openAside),
    write(api.seeAside, seeAside),
    read(api.readRules, readRules),
    write(api.changeRules, changeRules),
    read(api.readDraft, drafts.readDraft),
    write(api.keepDraft, drafts.keepDraft),
    upload(api.addAttachment, drafts.addAttachment),
    write(api.removeAttachment, drafts.removeAttachment),
    download(api.sentFile, drafts.sentFile),
    write(api.sendMessage, messages.sendMessage),
    read(api.listHeld, messages.listHeld),
    write(api.undoMessage, messages.undoMessage),
    write(api.sendNow, messages.sendNow),
    read(api.listTemplates, templates.listTemplates),
    write(api.saveTemplate, templates.saveTemplate),
    write(api.archiveTemplate, templates.archiveTemplate),
    read(api.fillTemplate, templates.fillTemplate),
    read(api.readSignature, readSignature),
    write(api.keepSignature, keepSignature),
    write(api.beHere, beHere),
    read(api.whoIsHere, whoIsHere),
    read(api.whoMayBeNamed, whoMayBeNamed),
    read(api.listAllowances, listAllowances),
    write(api.saveAllowance, saveAllowance),
    write(api.archiveAllowance, archiveAllowance),
    read(api.caseGoodwill, goodwill.caseGoodwill),
    write(api.giveGoodwill, goodwill.giveGoodwill),
    write(api.decideGoodwill, goodwill.decideGoodwill),
    write(api.takeBackGoodwill, goodwill.takeBackGoodwill),
  ],
  listeners: [
    after(caseNoted, 'conversation.named', (ctx, facts) => tellNamed(ctx, facts)),
    after(caseResolved, 'conversation.kept', goodwill.noteOutcome('kept')),
    after(caseUnresolved, 'conversation.unkept', goodwill.noteOutcome(null)),
    after(caseReopened, 'conversation.came-back', goodwill.noteOutcome('came-back')),
    after(responseReceived, 'conversation.after-case', reopenIfBad),
  ],
  clocks: [messages.messageClock],
  posted: {
    reply: async (ctx, { id, state, problem }) => {
      if (state === 'refused') await replyCameBack(ctx, id, problem)
    },
  },
  composers: { [ACKNOWLEDGEMENT]: composeAcknowledgement },
  letters: [takeLetter],
  chores: [{ name: 'mails and files that need not be kept', everyMs: 3_600_000, run: forgetOld }],
}
