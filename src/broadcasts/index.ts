import { job, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as channels from './channels.ts'
import { chooseDigest, digestClock, readDigest } from './digest.ts'
import { tellChannels } from './told.ts'
import { wallPages } from './wall-page.ts'
import * as walls from './walls.ts'

/** What customers say goes where people are: a screen in the hall, their mail, the company's chat. Nobody's name goes along. */
export const broadcasts: Slice = {
  name: 'broadcasts',
  permissions: { 'broadcasts.change': ['head', 'champion', 'admin'] },
  events: [api.wallChanged, api.channelChanged, api.channelWaits, api.digestChosen],
  routes: [
    read(api.listWalls, ctx => walls.listWalls(ctx)),
    write(api.addWall, walls.addWall),
    write(api.renewWall, walls.renewWall),
    write(api.archiveWall, walls.archiveWall),
    read(api.readDigest, ctx => readDigest(ctx)),
    write(api.chooseDigest, chooseDigest),
    read(api.listChannels, ctx => channels.listChannels(ctx)),
    write(api.addChannel, channels.addChannel),
    write(api.archiveChannel, channels.archiveChannel),
    write(api.testChannel, channels.testChannel),
  ],
  pages: wallPages,
  listeners: tellChannels,
  clocks: [digestClock, channels.channelClock],
  jobs: [job(api.channelWaits, 'broadcasts.post', channels.postAll)],
}
