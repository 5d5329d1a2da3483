import { clockJumped } from '#kernel/clock-guard.ts'
import { after, open, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { listEvents } from './audit.ts'
import { setAvailability } from './availability.ts'
import { commands } from './commands.ts'
import { addWorkspace, beginFirstRun, firstRun } from './first-run.ts'
import { acceptInvitation, composeInvitation, invite, readInvitation, revokeInvitation } from './invitations.ts'
import { createKey, listKeys, revokeKey, takeKey } from './keys.ts'
import { me } from './me.ts'
import { listMembers, listTeams, memberPage } from './member-list.ts'
import * as members from './members.ts'
import { listNotices, readNotices, tellAdmins } from './notices.ts'
import * as session from './session.ts'
import { discardWaitingMail, listMail, sendWaitingMail } from './waiting-mail.ts'
import { changeWorkspace, readWorkspace } from './workspaces.ts'

export { createWorkspace, isFresh, makeFirstRun } from './first-run.ts'
export { createKey } from './keys.ts'
export { isAvailable } from './member-list.ts'
export { addMember, moveMember, type NewMember, nameKey } from './members.ts'
export { type NewNotice, notify } from './notices.ts'
export { type People, peopleBelow, type Sight, sightOf, type Visible, visibleTo } from './sight.ts'
export { managerOf } from './tree.ts'
export { addressOf, foundWorkspace, type NewWorkspace, scheduleFrom, scheduleOf, usualHours } from './workspaces.ts'

const done = async (work: Promise<unknown>) => {
  await work
  return {}
}

/** Who is here: the workspace, its members and teams; how they get in; and who may see whom. */
export const directory: Slice = {
  name: 'directory',

  permissions: {
    'directory.read': ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'],
    'directory.people': ['head', 'admin'],
    'directory.roles': ['admin'],
    'directory.settings': ['admin'],
    'directory.keys': ['admin'],
    'directory.audit': ['admin'],
  },

  events: [...api.directoryEvents, clockJumped],

  routes: [
    open(api.firstRun, firstRun),
    open(api.beginFirstRun, beginFirstRun),
    open(api.addWorkspace, addWorkspace),
    open(api.enter, session.enter),
    open(api.leave, session.leave),
    open(api.leaveEverywhere, session.leaveEverywhere),
    open(api.forgotPassword, session.forgotPassword),
    open(api.resetPassword, session.resetPassword),
    open(api.changePassword, session.changePassword),
    open(api.me, me),
    open(api.changeMe, session.changeMe),
    open(api.readInvitation, readInvitation),
    open(api.acceptInvitation, acceptInvitation),

    read(api.listMembers, listMembers),
    read(api.readMember, (ctx, { id }) => memberPage(ctx, id)),
    read(api.listTeams, ctx => listTeams(ctx)),
    write(api.addMember, members.newMember),
    write(api.changeMember, members.changeMember),
    write(api.setAvailability, (ctx, input) => done(setAvailability(ctx, input))),
    write(api.endMember, (ctx, { id }) => done(members.endMember(ctx, id))),
    write(api.reinstateMember, (ctx, { id }) => done(members.reinstateMember(ctx, id))),
    write(api.inviteMember, (ctx, { id }) => invite(ctx, id)),
    write(api.revokeInvitation, (ctx, { id }) => done(revokeInvitation(ctx, id))),

    read(api.readWorkspace, ctx => readWorkspace(ctx)),
    write(api.changeWorkspace, changeWorkspace),
    read(api.listKeys, listKeys),
    write(api.createKey, createKey),
    write(api.revokeKey, (ctx, { id }) => done(revokeKey(ctx, id))),
    write(api.takeKey, (ctx, { id }) => done(takeKey(ctx, id))),
    read(api.listMail, listMail),
    write(api.sendWaitingMail, sendWaitingMail),
    write(api.discardWaitingMail, discardWaitingMail),
    read(api.listEvents, listEvents),
    read(api.listNotices, listNotices),
    write(api.readNotices, readNotices),
  ],

  listeners: [
    // Several servers see one jump: it is told once an hour.
    after(clockJumped, 'directory.clock-jumped', (ctx, { minutes }, { at }) =>
      tellAdmins(ctx, {
        type: 'house.clock-jumped',
        facts: { n: Math.abs(minutes) },
        onceKey: `clock ${at.toISOString().slice(0, 13)}`,
      }),
    ),
  ],

  commands,

  composers: { invitation: composeInvitation, 'sign-in.reset': session.composeReset },
}
