import {fork} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'

const script = fileURLToPath(new URL('subscribing-process.mjs', import.meta.url))

/** Subscribers over several processes, as if they were of one: reports are joined. */
export function startSubscriberProcesses({module, peers, token, count, processes}) {
  const each = Math.ceil(count / processes)
  const children = Array.from({length: processes}, (_, index) => {
    const first = index * each
    const options = {peers, token, first, count: Math.min(each, count - first)}
    return fork(script, [module, JSON.stringify(options)])
  })
  const kill = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  process.once('exit', kill)
  return {
    onFault(fault) {
      for (const child of children) child.send({fault})
    },
    report: async () => joinReports(await askAll(children, 'report')),
    ids: () => askAll(children, 'ids'),
    close: kill
  }
}

let asked = 0

/** Answers carry the number of their question: several may be under way. */
function askAll(children, ask) {
  const number = ++asked
  return Promise.all(
    children.map(async child => {
      child.send({ask, number})
      for (;;) {
        const [answer] = await once(child, 'message')
        if (answer.number === number) return answer.value
      }
    })
  )
}

function joinReports(reports) {
  const sum = name => reports.reduce((total, report) => total + report[name], 0)
  const all = name => reports.flatMap(report => report[name])
  const causes = {}
  for (const [reason, count] of reports.flatMap(report => Object.entries(report.causes)))
    causes[reason] = (causes[reason] ?? 0) + count
  return {
    causes,
    ...{disorder: sum('disorder'), differing: sum('differing'), resyncs: sum('resyncs')},
    ...{seqs: all('seqs'), errors: all('errors'), reconnectMs: all('reconnectMs'), backMs: all('backMs')}
  }
}
