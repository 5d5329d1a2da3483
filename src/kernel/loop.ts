/** Runs again and again while there is work, else at most `everyMs` later or as soon as it is woken. One run at a time; an error waits for the next turn. */
export function loop(
  run: () => Promise<number>,
  everyMs: number,
  failed: (problem: Error) => void,
): { wake: () => void; close: () => Promise<void> } {
  let stopped = false
  let woken = false
  let wake = () => {}
  const sleep = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, everyMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const turns = (async () => {
    while (!stopped) {
      woken = false
      const found = await run().catch(error => {
        failed(error as Error)
        return 0
      })
      if (!stopped && !woken && found === 0) await sleep()
    }
  })()
  return {
    wake: () => {
      woken = true
      wake()
    },
    close: async () => {
      stopped = true
      wake()
      await turns
    },
  }
}
