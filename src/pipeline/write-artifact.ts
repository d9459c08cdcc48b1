import type {DocumentPlan} from '../artifacts/block.ts'
import {updateDocument} from '../artifacts/update-document.ts'
import type {Problem} from '../errors.ts'
import type {Session} from './session.ts'

/**
 * Stages an artifact with the plan carried out. A person's edit where no person may write holds the file as it is;
 * later stages then read it as it is, too. Gives what was odd on the way.
 */
export function writeArtifact(
  {store, policy, versionsOf}: Pick<Session, 'store' | 'policy' | 'versionsOf'>,
  artifact: string,
  plan: DocumentPlan
): readonly Problem[] {
  const update = updateDocument({
    name: store.nameOf(artifact),
    old: store.read(artifact),
    plan,
    versions: () => versionsOf(artifact),
    policy
  })
  if (update.stopped) store.hold(artifact, update.stopped.diff)
  else store.write(artifact, update.text)
  return update.messages
}
