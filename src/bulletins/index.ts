import { read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as bulletin from './bulletins.ts'
import { newsPages } from './news.ts'
import * as people from './people.ts'
import { stopPages } from './stop.ts'
import { BULLETIN_MAIL, composeBulletin, tellClock } from './telling.ts'
import { addUpdate } from './updates.ts'

/** What customers are told: what we did about what they said, gaps that we fill by hand, incidents; each with its affected, its timeline, its public page. */
export const bulletins: Slice = {
  name: 'bulletins',
  permissions: {
    'bulletins.read': ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'],
    'bulletins.people': ['rep', 'manager', 'head', 'champion', 'admin'],
    'bulletins.change': ['manager', 'head', 'champion', 'admin'],
    'bulletins.tell': ['manager', 'head'],
  },
  events: [api.bulletinAdded, api.bulletinChanged, api.bulletinUpdated, api.bulletinPublished, api.customersTold],
  routes: [
    read(api.listBulletins, bulletin.listBulletins),
    read(api.readBulletin, bulletin.readBulletin),
    read(api.listAffected, people.listAffected),
    write(api.addBulletin, bulletin.addBulletin),
    write(api.changeBulletin, bulletin.changeBulletin),
    write(api.findAffected, people.findAffected),
    write(api.setAffected, people.setAffected),
    write(api.publishBulletin, bulletin.publishBulletin),
    write(api.addUpdate, addUpdate),
  ],
  pages: [...newsPages, ...stopPages],
  clocks: [tellClock],
  composers: { [BULLETIN_MAIL]: composeBulletin },
}
