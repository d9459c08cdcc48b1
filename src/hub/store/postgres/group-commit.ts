/** What became of one item of a group. */
export type Outcome<Result> = {readonly value: Result} | {readonly error: unknown}

export interface GroupCommitOptions<Item, Result> {
  /** Writes all items in one transaction; outcomes in their order. A rejection stands for every item. */
  readonly write: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>
  readonly bytesOf: (item: Item) => number
  /** Of one group; one item always fits. */
  readonly maxBytes: number
  readonly maxItems: number
}

export interface GroupCommit<Item, Result> {
  add(item: Item): Promise<Result>
  /** Fulfils when nothing is under way. */
  idle(): Promise<void>
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly settle: (outcome: Outcome<Result>) => void
}

/** Writes what comes while a group is under way as the next group: one commit for many callers, and none waits for a timer. */
export function createGroupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>
): GroupCommit<Item, Result> {
  const queue: Waiting<Item, Result>[] = []
  let running: Promise<void> | undefined
  const run = async () => {
    while (queue.length > 0) await writeGroup(queue.splice(0, sizeOfGroup(queue, options)), options)
    running = undefined
  }
  return {
    add: item =>
      new Promise((resolve, reject) => {
        queue.push({
          item,
          settle: outcome => ('value' in outcome ? resolve(outcome.value) : reject(outcome.error))
        })
        running ??= run()
      }),
    idle: async () => running
  }
}

function sizeOfGroup<Item, Result>(
  queue: readonly Waiting<Item, Result>[],
  {bytesOf, maxBytes, maxItems}: GroupCommitOptions<Item, Result>
): number {
  let bytes = 0
  const end = queue.findIndex(({item}, index) => {
    bytes += bytesOf(item)
    return index > 0 && (bytes > maxBytes || index >= maxItems)
  })
  return end === -1 ? queue.length : end
}

async function writeGroup<Item, Result>(
  group: readonly Waiting<Item, Result>[],
  options: GroupCommitOptions<Item, Result>
): Promise<void> {
  try {
    const outcomes = await options.write(group.map(({item}) => item))
    for (const [index, {settle}] of group.entries())
      settle(
        outcomes[index] ?? {error: new Error('A group was written without saying what became of an item')}
      )
  } catch (error) {
    for (const {settle} of group) settle({error})
  }
}
