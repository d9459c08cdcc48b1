import {text as readAll} from 'node:stream/consumers'
import {GroundtruthError} from '../../errors.ts'
import type {NewEntry} from '../../hub/entry.ts'
import type {CliContext} from '../context.ts'
import {openPlace} from '../open-place.ts'
import type {Invocation} from '../options.ts'
import {withHub} from './connect.ts'
import {jsonLineEntries} from './entries/json-line-entries.ts'
import {documentNames, repositoryEntries} from './entries/repository-entries.ts'
import {hubCommand} from './hub-command.ts'
import {publishState} from './publish-state.ts'

/** `groundtruth hub publish [DIR]`: what a repository holds that the hub does not know yet, or the entries of stdin. */
export const publish = hubCommand(async (invocation, context) => {
  const {options} = invocation
  const entries = options.stdin ? await readStdin(context) : await readRepository(invocation, context)
  if (options.dryRun)
    return {fields: {entries}, text: entries.map(({type, id}) => `${type} ${id}\n`).join('')}
  const [project] = options.project ?? []
  const {seqs, duplicates, logId} = await withHub(options, context, client =>
    options.stdin
      ? client.publish(entries, project === undefined ? {} : {project})
      : publishState(client, entries, project)
  )
  const published = entries.length - duplicates
  return {
    fields: {published, duplicates, seqs, logId},
    text: `${published} new ${published === 1 ? 'entry' : 'entries'}, ${duplicates} known\n`
  }
})

async function readStdin({stdin}: CliContext): Promise<NewEntry[]> {
  if (stdin !== undefined && !stdin.isTTY) return jsonLineEntries(await readAll(stdin))
  throw new GroundtruthError('usage', 'Expected JSON lines on standard input, got a terminal', {
    hint: 'pipe them in: `… | groundtruth hub publish --stdin`'
  })
}

async function readRepository(invocation: Invocation, context: CliContext): Promise<NewEntry[]> {
  const {store, repo, revision} = await openPlace(invocation, invocation.arguments[0], context)
  const commit = revision()?.head
  const texts = documentNames.flatMap(name => {
    const text = store.read(name) ?? repo.read(name) ?? repo.read(`.context/${name}`)
    return text === undefined ? [] : [{name, text}]
  })
  if (texts.length > 0) return repositoryEntries(texts, commit === undefined ? {} : {commit})
  throw new GroundtruthError('artifact/missing', `Expected one of ${documentNames.join(', ')}, got none`, {
    hint: 'run `groundtruth run` first'
  })
}
