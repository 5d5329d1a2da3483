import type pg from 'pg'
import type { House } from './house.ts'
import { type Inside, reading, system, working } from './inside.ts'
import type { Job } from './slice.ts'

export type Task = { workspaceId: string; eventId: string; facts: unknown }
export type Jobs = { send: (job: Job, task: Task) => Promise<void>; close: () => Promise<void> }

/** Runs one job in its workspace, as the system; the facts are the event's, checked again. */
export async function runJob(inside: Inside, job: Job, { workspaceId, facts }: Task, signal: AbortSignal): Promise<void> {
  const ctx = await reading(inside, workspaceId, system, async ({ workspace, now }) => working(inside, workspace, system, now))
  await job.run(ctx, job.type.facts.parse(facts) as never, signal)
}

export const allJobs = (house: House): Job[] => [...house.jobs.values()].flat()

/**
 * pg-boss in a schema of its own: one queue a job, retried with backoff, and woken at once when this process sent the job itself.
 * The event's id is the job's, so that an event delivered twice is one job.
 */
export async function startJobs(inside: Inside, database: pg.PoolConfig, failed: (problem: Error, what: string) => void): Promise<Jobs> {
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({ ...(database as object), schema: 'job', max: 4, schedule: false } as never)
  boss.on('error', error => failed(error as Error, 'jobs'))
  await boss.start()
  const stopping = new AbortController()
  // pg-boss tries again by what is thrown; the log says why.
  const rethrow = (problem: Error, name: string) => {
    failed(problem, `job ${name}`)
    throw problem
  }
  const workers = new Map<string, string>()
  for (const job of allJobs(inside.house)) {
    // A process that was killed is silent: after a minute its job is somebody else's, however long the job may take.
    const patience = { expireInSeconds: 6 * 3_600, heartbeatSeconds: 60 }
    await boss.createQueue(job.name, { retryLimit: job.retries, retryDelay: 5, retryBackoff: true, ...patience } as never)
    const run = async ([task]: { data: Task }[]) => {
      if (task) await runJob(inside, job, task.data, stopping.signal).catch(error => rethrow(error as Error, job.name))
    }
    workers.set(job.name, await boss.work(job.name, { pollingIntervalSeconds: 2, batchSize: 1 } as never, run as never))
  }
  return {
    send: async (job, task) => {
      await boss.send(job.name, task, { id: task.eventId })
      boss.notifyWorker(workers.get(job.name)!)
    },
    close: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 5_000 } as never)
    },
  }
}
