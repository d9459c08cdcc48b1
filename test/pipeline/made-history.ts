import {createRandom} from '../random.ts'

export type Files = Readonly<Record<string, string>>

/** One commit of a made history, and what kind of change it is. */
export interface MadeCommit {
  readonly kind: 'body' | 'shift' | 'rename-local' | 'comment' | 'new-file'
  readonly files: Files
  /** The folder of the component that got a new file. */
  readonly folder?: string
}

const folders = ['api', 'core', 'store', 'text', 'web'] as const
const filesEach = 4

/** A repository of five folders that import each other downwards, with state, effects, environment and an entry. */
export function madeRepository(): Files {
  const modules = folders.flatMap((folder, level) =>
    Array.from(
      {length: filesEach},
      (_, index) => [`src/${folder}/part${index}.ts`, moduleText(level, index)] as const
    )
  )
  return {
    'package.json': JSON.stringify({
      name: 'made',
      description: 'Counts what is made.',
      main: './src/index.ts'
    }),
    'README.md': '# made\n\nCounts what is made.\n',
    'src/index.ts': "export {api0} from './api/part0.ts'\nexport {web1} from './web/part1.ts'\n",
    ...Object.fromEntries(modules)
  }
}

function moduleText(level: number, index: number): string {
  const folder = folders[level] ?? 'api'
  const below = folders[level + 1]
  const name = `${folder}${index}`
  const imports = below === undefined ? '' : `import {${below}${index}} from '../${below}/part${index}.ts'\n`
  const use = below === undefined ? '1' : `${below}${index}(input)`
  return [
    `${imports}/** Makes ${folder} of ${index}. */`,
    `export function ${name}(input: number): number {`,
    `  const local = input + ${index}`,
    `  return local + ${use} + Number(process.env.MADE_${index} ?? 0)`,
    '}',
    '',
    `export interface ${folder.toUpperCase()}${index} {`,
    '  readonly size: number',
    '}',
    ''
  ].join('\n')
}

/** That many commits on top of the repository, the same ones for the same seed. */
export function madeHistory(count: number, seed: number): MadeCommit[] {
  const random = createRandom(seed)
  const commits: MadeCommit[] = []
  let files = madeRepository()
  for (let step = 0; step < count; step++) {
    const commit = nextCommit(files, step, random)
    files = commit.files
    commits.push(commit)
  }
  return commits
}

function nextCommit(files: Files, step: number, random: (limit: number) => number): MadeCommit {
  const modules = Object.keys(files).filter(path => path.endsWith('.ts') && path !== 'src/index.ts')
  const path = modules[random(modules.length)] ?? ''
  const text = files[path] ?? ''
  switch (random(5)) {
    case 0:
      return {
        kind: 'body',
        files: {...files, [path]: text.replace(/return /, `if (input > ${step}) return input\n  return `)}
      }
    case 1:
      return {kind: 'shift', files: shifted(files)}
    case 2:
      return {kind: 'rename-local', files: {...files, [path]: text.replaceAll(/\blocal\w*/g, `local${step}`)}}
    case 3:
      return {
        kind: 'comment',
        files: {...files, [path]: text.replace('  const ', `  // Step ${step}.\n  const `)}
      }
    default: {
      const folder = `src/${folders[random(folders.length)]}`
      const added = `/** Added in step ${step}. */\nexport function added${step}(): number {\n  return ${step}\n}\n`
      return {kind: 'new-file', folder, files: {...files, [`${folder}/added${step}.ts`]: added}}
    }
  }
}

/** Ten lines on top of every module. */
function shifted(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, path.endsWith('.ts') ? '\n'.repeat(10) + text : text])
  )
}
