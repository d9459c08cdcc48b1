import {baseOf, joinPath} from '../../repo/posix-path.ts'
import type {EntryPoint} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'
import {runFiles} from './run-files.ts'
import {readYaml, type YamlValue} from './yaml-file.ts'

const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/

/**
 * Files of the repository that the steps of GitHub workflows run: `node scripts/x.mjs`. Named after the workflow's file.
 *
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export const workflowEntries: ReadEntries = context =>
  context.repo.files.filter(path => workflowFile.test(path)).flatMap(path => entriesIn(path, context))

function entriesIn(file: string, context: EntryContext): EntryPoint[] {
  const text = context.repo.read(file) ?? ''
  // Without one of these no step can run a file, and parsing takes its time.
  const root = /\brun\s*:/.test(text) ? readYaml(text) : undefined
  if (!root) return []
  return (root.get('jobs')?.entries() ?? []).flatMap(([, job]) =>
    (job.get('steps')?.items() ?? []).flatMap(step =>
      entriesOfStep(file, step, folderOf([step, job, root]), context)
    )
  )
}

/** The working directory that the nearest of step, job and workflow sets. */
function folderOf([step, ...defaults]: readonly YamlValue[]): string {
  const places = [
    step?.get('working-directory'),
    ...defaults.map(each => each.get('defaults')?.get('run')?.get('working-directory'))
  ]
  return places.find(place => place !== undefined)?.text ?? ''
}

function entriesOfStep(file: string, step: YamlValue, folder: string, context: EntryContext): EntryPoint[] {
  const run = step.get('run')
  if (run?.text === undefined || folder.includes('$')) return []
  return linesBeforeChange(run.text).flatMap((line, index) =>
    runFiles(line).flatMap(word => {
      const path = context.sourceAt(joinPath(folder, word))
      if (path === undefined) return []
      return [{kind: 'workflow', name: baseOf(file), path, line: run.lineOfText(index), namedIn: file}]
    })
  )
}

/** Lines that run in the step's own folder. */
function linesBeforeChange(text: string): string[] {
  const lines = text.split('\n')
  const change = lines.findIndex(line => /(?:^|[\s;&|(])(?:cd|pushd)\s/.test(line))
  return change < 0 ? lines : lines.slice(0, change)
}
