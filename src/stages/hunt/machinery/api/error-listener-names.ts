import type {DetectorContext} from '../../define-detector.ts'

const cache = new WeakMap<DetectorContext, ReadonlySet<string>>()

/** Whether some module has `NAME.on('error'`, so that a field or export of that name may be listened to elsewhere. */
export function isListenedSomewhere(context: DetectorContext, name: string): boolean {
  const known = cache.get(context) ?? readNames(context)
  cache.set(context, known)
  return known.has(name)
}

const LISTENING = /([\w$]+)[?!]?\s*\.(?:on|once|addListener|prependListener)\(\s*['"`]error['"`]/g

function readNames(context: DetectorContext): ReadonlySet<string> {
  const names = new Set<string>()
  for (const id of context.modules)
    for (const [, name] of context.ast(id)?.text.matchAll(LISTENING) ?? []) if (name) names.add(name)
  return names
}
