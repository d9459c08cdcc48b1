import {GroundtruthError} from '../errors.ts'
import type {Session} from './session.ts'

/** Which command makes an artifact. */
const makers: Readonly<Record<string, string>> = {
  'ARCHITECTURE.md': 'map',
  'DANGER-ZONES.md': 'hunt'
}

/** Throws `artifact/missing`, naming the command that makes it, when a stage's input is not there. */
export function requireArtifact({store}: Pick<Session, 'store'>, artifact: string): void {
  if (store.read(artifact) !== undefined) return
  throw new GroundtruthError('artifact/missing', `Expected ${store.nameOf(artifact)}, got no such file`, {
    hint: `run \`groundtruth ${makers[artifact] ?? 'run'}\` first, or \`groundtruth run\` for all stages`
  })
}
