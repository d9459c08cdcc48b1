import type {Problem} from '../errors.ts'
import type {StageResult} from '../stages/result.ts'
import {oursOf} from './both-sides.ts'
import type {Session} from './session.ts'

/** How a document becomes a value. */
export type Reader<T> = (text: string) => {readonly value: T; readonly problems: readonly Problem[]}

/** An artifact as staged so far, our side of a conflict; the value is undefined when it is absent. Problems name the file. */
export function readArtifact<T>(
  {store}: Pick<Session, 'store'>,
  artifact: string,
  read: Reader<T>
): StageResult<T | undefined> {
  const text = store.read(artifact)
  if (text === undefined) return {value: undefined, problems: []}
  const {value, problems} = read(oursOf(text))
  return {value, problems: problems.map(problem => ({path: store.nameOf(artifact), ...problem}))}
}
