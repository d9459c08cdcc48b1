import {isFunction} from '../../../syntax/is-function.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {
  type Collection,
  collectionsOf,
  handedOnAt,
  type Insert,
  removalFrom,
  sizeTest
} from '../machinery/collections.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {type Input, inputsOf} from '../machinery/inputs.ts'
import {commentNear, lower} from '../machinery/intent.ts'

/**
 * A collection that lives as long as the process or a connection, gets an entry for each request or the like, and of
 * which nothing is ever taken out.
 *
 * At most one candidate for each collection.
 */
export default defineDetector({
  id: 'unbounded-growth',
  code: 'S3',
  category: 'scaling',
  precision: 'B',
  kills: {
    evicted: 'Is something taken out, or the collection replaced?',
    limited: 'Is its size looked at?',
    'handed-on': 'Do others get the collection, who may take things out?',
    finite: 'Are there only so many keys, that no request brings?',
    'one-off': 'Is the function called once, or in a program that ends soon?'
  },
  judge: judgeModule
})

type Kill = 'evicted' | 'limited' | 'handed-on' | 'finite' | 'one-off'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return collectionsOf(code).map(collection => judge(code, context, collection))
}

function judge(code: Code, context: DetectorContext, collection: Collection): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, collection.made, kill, reason)
  const removal = removalFrom(context, code, collection)
  if (removal) return drop('evicted', `something is taken out at ${removal}`)
  const size = sizeTest(code, collection)
  if (size) return drop('limited', `its size is looked at in ${code.at(size)}`)
  const handed = handedOnAt(code, collection)
  if (handed) return drop('handed-on', `it is handed on at ${code.at(handed)}`)
  const growth = growthOf(code, context, collection)
  if (!growth) return drop('finite', 'nothing says that its entries come with requests')
  const fn = code.functionOf(growth.insert.node)
  const entry = fn && !SHORT_LIVED.test(code.path) ? concurrentEntry(context, code, fn) : undefined
  if (!entry) return drop('one-off', 'nothing was found that calls it again and again')
  return describe(code, collection, growth, entry)
}

const SHORT_LIVED =
  /(?:^|\/)(?:bin|cli|scripts?|tools?|commands?|codemods?|generators?|migrations?|bench(?:marks?)?)\//

interface Growth {
  readonly insert: Insert
  /** What brings a new entry each time. */
  readonly source: Input
}

const PER_REQUEST =
  /^(?:req|request|socket|session|sessionId|sid|token|accessToken|ip|remoteAddress|requestId|socketId|connectionId|clientId|messageId|traceId|userId|accountId|tenantId|jobId|taskId|orderId|transactionId|email|query|sql|statement|url|href|uri|searchParams|nonce|fingerprint|correlationId|eventId|streamId)$/

/** The first insert whose entry is made from something that comes with each request. */
function growthOf(code: Code, context: DetectorContext, collection: Collection): Growth | undefined {
  for (const insert of collection.inserts) {
    const source = inputsOf(context, code, insert.item, 'least').find(
      ({binding, path}) =>
        PER_REQUEST.test(path.findLast(part => part !== '[]') ?? '') || PER_REQUEST.test(binding.name)
    )
    if (source && isFunction(source.binding.owner)) return {insert, source}
  }
  return undefined
}

function describe(code: Code, collection: Collection, {insert, source}: Growth, entry: Entry): Candidate {
  const {place} = collection
  const name = [source.binding.name, ...source.path].join('.').replaceAll('.[]', '[]')
  const symbol = code.symbolOf(insert.node)
  const isInstance = place.lifetime === 'instance'
  const life = isInstance ? 'its instance' : 'the process'
  const stated = commentNear(code, collection.made, /bounded|limited|few|small|leak|lru|forever|never/i)
  return {
    ...located(code, insert.node),
    symbol,
    resource: place.name,
    title: `\`${place.text}\` keeps an entry for each \`${name}\` for ever`,
    failureMode: `\`${symbol}\` puts an entry into \`${place.text}\` that is made from \`${name}\`, and nothing takes one out: it grows as long as ${life} lives.`,
    precondition: `\`${name}\` goes on taking new values; ${entry.reason}.`,
    failurePath: [
      `\`${place.text}\` is made once (${code.at(collection.made)}).`,
      `A call with a new \`${name}\` puts an entry in (${code.at(insert.node)}).`,
      `Nothing deletes, clears, replaces or counts, so that each new \`${name}\` costs memory until ${life} ends.`
    ],
    silence: 'each call does its work; memory rises slowly, until the process is killed.',
    silent: true,
    evidence: [
      seen(code, collection.made, `\`${place.text}\` is made`),
      seen(code, insert.node, `an entry for \`${name}\``)
    ],
    challenged: [
      survived('evicted', `no delete, clear or new value of \`${place.text}\``),
      survived('limited', 'its size is compared nowhere'),
      survived('handed-on', 'it does not leave the module'),
      undecided('finite', `that \`${name}\` goes on taking new values is read from its name`),
      entry.sure ? survived('one-off', entry.reason) : undecided('one-off', entry.reason)
    ],
    likelihood: 2,
    spread: isInstance ? 2 : 3,
    confidence: entry.sure && stated === undefined ? 'medium' : lower('medium'),
    fix: `take the entry out when what it stands for ends, or bound \`${place.text}\` by size or age.`,
    falsifiedBy: `\`${place.text}\` having as many entries after a thousand different \`${name}\` as before.`
  }
}
