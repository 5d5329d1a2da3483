import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Runs the work while no other process does: the folder is the lock. One whose process is gone is taken over. */
export async function inTurn(folder, waiting, work) {
  for (let told = false; !take(folder); told = true) {
    if (!told) waiting()
    await new Promise(done => setTimeout(done, 200))
  }
  const leave = () => rmSync(folder, { recursive: true, force: true })
  const interrupted = () => {
    leave()
    process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted)
  try {
    return await work()
  } finally {
    leave()
  }
}

function take(folder) {
  try {
    mkdirSync(folder)
    writeFileSync(join(folder, 'pid'), `${process.pid}`)
    return true
  } catch (error) {
    if (error.code === 'EEXIST' && isAbandoned(folder)) rmSync(folder, { recursive: true, force: true })
    else if (error.code !== 'EEXIST') throw error
    return false
  }
}

/** Between making the folder and writing its number lies a moment; without a number for 5 seconds it was killed right there. */
function isAbandoned(folder) {
  try {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')) || notYet(folder), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH' || (error.code === 'ENOENT' && notYet(folder) === undefined)
  }
}

function notYet(folder) {
  try {
    return Date.now() - statSync(folder).mtimeMs < 5000 ? process.pid : undefined
  } catch {
    return process.pid
  }
}
