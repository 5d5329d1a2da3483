import { download, read, type Slice, write } from '#kernel/slice.ts'
import * as alerts from './alerts.ts'
import * as alert from './alerts-api.ts'
import * as api from './api.ts'
import { behind } from './behind.ts'
import * as benchmarks from './benchmarks.ts'
import * as benchmark from './benchmarks-api.ts'
import { compare } from './compare.ts'
import { differences } from './differences.ts'
import { explore } from './explore.ts'
import { falseSuccess } from './false-success.ts'
import { readFalseSuccess } from './false-success-api.ts'
import { readChoices, setGoal, setTarget } from './goal.ts'
import * as learned from './learned.ts'
import * as metric from './metric-api.ts'
import { mine } from './mine.ts'
import { moved } from './moved.ts'
import * as notes from './notes.ts'
import * as people from './people-api.ts'
import { file, rows } from './rows.ts'
import { spread } from './spread.ts'
import { staffing } from './staffing.ts'
import { readStaffing } from './staffing-api.ts'
import { team } from './team.ts'
import { board } from './tiles.ts'
import { trend } from './trend.ts'

import { mailWhenDue } from './view-mail.ts'
import * as views from './views.ts'
import * as view from './views-api.ts'

/** Where people look at figures: the pair to steer by, every figure with how sure it is, and what is behind it. */
export const scoreboard: Slice = {
  name: 'scoreboard',
  permissions: {
    'scoreboard.goal': ['head', 'admin'],
    'scoreboard.benchmarks': ['head', 'champion', 'admin'],
    'scoreboard.alerts': ['viewer', 'rep', 'manager', 'head', 'champion', 'admin'],
    'scoreboard.mine': ['rep', 'manager'],
    'scoreboard.views': ['viewer', 'rep', 'manager', 'head', 'champion', 'admin'],
    'scoreboard.staffing': ['manager', 'head'],
    'scoreboard.team': ['manager', 'head'],
    'scoreboard.note': ['manager', 'head', 'champion', 'admin'],
  },
  events: [
    api.goalChosen,
    api.targetSet,
    metric.noteWritten,
    metric.noteRemoved,
    people.learned,
    view.viewSaved,
    view.viewRemoved,
    alert.alertsChanged,
    benchmark.benchmarksChanged,
  ],
  routes: [
    read(api.readScoreboard, board),
    read(readFalseSuccess, falseSuccess),
    read(benchmark.listBenchmarks, benchmarks.list),
    read(benchmark.listBases, benchmarks.bases),
    write(benchmark.addBenchmark, benchmarks.add),
    write(benchmark.changeBenchmark, benchmarks.change),
    write(benchmark.showBenchmark, benchmarks.show),
    write(benchmark.removeBenchmark, benchmarks.remove),
    write(benchmark.restoreBenchmark, benchmarks.restore),
    write(benchmark.takePublished, benchmarks.takeKnown),
    read(benchmark.compareBenchmarks, compare),
    read(alert.listAlerts, alerts.list),
    write(alert.addAlert, alerts.add),
    write(alert.removeAlert, alerts.remove),
    read(api.readRows, rows),
    download(api.downloadRows, file),
    read(api.listBehind, behind),
    read(api.readChoices, readChoices),
    write(api.setGoal, setGoal),
    write(api.setTarget, setTarget),
    read(people.readMine, mine),
    read(people.readTeam, team),
    read(people.readDifferences, differences),
    read(people.readMoved, moved),
    read(people.listLearned, learned.list),
    write(people.writeTalk, learned.talk),
    write(people.inviteToShadow, learned.invite),
    read(readStaffing, staffing),
    read(view.explore, explore),
    read(view.listViews, views.list),
    write(view.saveView, views.save),
    write(view.removeView, views.remove),
    write(view.mailView, views.mail),
    read(metric.readTrend, trend),
    read(metric.readSpread, spread),
    read(metric.listNotes, notes.list),
    write(metric.addNote, notes.add),
    write(metric.removeNote, notes.remove),
  ],
  clocks: [
    { kind: views.MAIL, fire: mailWhenDue },
    { kind: alerts.ALERT, fire: alerts.lookWhenDue },
  ],
}
