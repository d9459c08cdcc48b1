import {describe, expect, it} from 'vitest'
import {entryPointsOf} from '../../src/facts/entry-points.ts'
import type {Registration} from '../../src/facts/facts.ts'
import {isCodeFile} from '../../src/repo/code-file.ts'
import {layoutOf} from '../../src/repo/layout-of.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** Each as `kind name path (file:line that names it)`. */
function check(
  files: Record<string, string>,
  expected: string[],
  registrations: readonly Registration[] = []
): void {
  const repo = createMemoryRepo(files)
  const isModule = (id: string) => repo.has(id) && isCodeFile(id)
  const found = entryPointsOf(repo, layoutOf(repo), isModule, registrations)
  expect(
    found.map(({kind, name, path, line, namedIn}) => `${kind} ${name} ${path} (${namedIn ?? ''}:${line})`)
  ).toEqual(expected)
}

const manifest = (value: object) => JSON.stringify(value)
const built = {
  'src/server.ts': '',
  'src/jobs/mail.ts': '',
  'tsconfig.json': '{"compilerOptions": {"outDir": "dist"}}'
}

describe('manifests', () => {
  it('say where they name an entry', () =>
    check({'package.json': '{\n  "bin": {"x": "dist/server.js"}\n}', ...built}, [
      'bin x src/server.ts (package.json:2)'
    ]))
})

describe('Dockerfiles', () => {
  const packageJson = manifest({
    scripts: {start: 'node dist/server.js', serve: 'npm start', 'start:prod': 'node dist/server'}
  })

  it('name files in exec and shell form, over lines and stages', () => {
    check({Dockerfile: 'FROM node\nCMD ["node", "--enable-source-maps", "dist/server.js"]\n', ...built}, [
      'dockerfile node --enable-source-maps dist/server.js src/server.ts (Dockerfile:2)'
    ])
    check(
      {
        'mail.Dockerfile':
          'FROM node AS build\nRUN npm run build\nCMD node dist/server.js\nCMD echo\nFROM node\nWORKDIR /app\n# why\nENTRYPOINT exec node \\\n  # here\n  -r ./none.js /app/dist/jobs/mail.js\n',
        ...built
      },
      ['dockerfile exec node -r ./none.js /app/dist/jobs/mail.js src/jobs/mail.ts (mail.Dockerfile:8)']
    )
  })
  it('call package scripts', () => {
    check({'package.json': packageJson, Dockerfile: 'FROM node\nCMD ["npm", "start"]', ...built}, [
      'dockerfile npm start src/server.ts (Dockerfile:2)',
      'script start src/server.ts (package.json:1)'
    ])
    check({'package.json': packageJson, Dockerfile: 'FROM node\nCMD ["sh", "-c", "yarn serve"]', ...built}, [
      'dockerfile yarn serve src/server.ts (Dockerfile:2)',
      'script start src/server.ts (package.json:1)'
    ])
    check({'package.json': packageJson, Dockerfile: 'FROM node\nCMD npm run start:prod', ...built}, [
      'dockerfile npm run start:prod src/server.ts (Dockerfile:2)',
      'script start src/server.ts (package.json:1)'
    ])
  })
  it('lead into the package that WORKDIR ends with', () =>
    check(
      {
        'package.json': manifest({workspaces: ['packages/*']}),
        'packages/api/package.json': manifest({name: 'api'}),
        'packages/api/main.js': '',
        Dockerfile: 'FROM node\nWORKDIR /srv/packages/api\nCMD ["node", "main.js"]'
      },
      ['dockerfile node main.js packages/api/main.js (Dockerfile:3)']
    ))
  it('say nothing where files are ambiguous, variable, missing, or not run', () => {
    check(
      {
        'package.json': manifest({workspaces: ['packages/*']}),
        'main.js': '',
        'packages/api/package.json': manifest({name: 'api'}),
        'packages/api/main.js': '',
        Dockerfile: 'FROM node\nWORKDIR /srv/packages/api\nCMD ["node", "main.js"]'
      },
      []
    )
    check({Dockerfile: 'FROM node\nCMD ["node", "$APP"]\nRUN node dist/server.js', ...built}, [])
    check({Dockerfile: 'FROM node\nCMD ["eslint", "src/server.ts"]', ...built}, [])
    check({Dockerfile: 'FROM node\nCMD node -e "dist/server.js"', ...built}, [])
    check({'examples/a/Dockerfile': 'FROM node\nCMD node dist/server.js', ...built}, [])
    check({'package.json': packageJson, Dockerfile: 'FROM node\nCMD npm run start --prefix other'}, [])
  })
})

describe('workflows', () => {
  const workflow = (steps: string, head = '') =>
    `name: x\non: push\n${head}jobs:\n  build:\n    runs-on: x\n    steps:\n${steps}`
  const scripts = {'scripts/release.mjs': '', 'tools/scripts/x.ts': ''}

  it('run files of the repository', () =>
    check(
      {
        '.github/workflows/ci.yml': workflow(
          '      - uses: actions/checkout\n      - run: node scripts/release.mjs --dry\n      - name: y\n        working-directory: tools\n        run: |\n          set -e\n          A=1 npx -y tsx scripts/x.ts | tee log\n'
        ),
        ...scripts
      },
      [
        'workflow ci.yml scripts/release.mjs (.github/workflows/ci.yml:8)',
        'workflow ci.yml tools/scripts/x.ts (.github/workflows/ci.yml:13)'
      ]
    ))
  it('take the folder of the job or of all jobs', () =>
    check(
      {
        '.github/workflows/ci.yaml': workflow(
          '      - run: >-\n          npx tsx\n          scripts/x.ts\n',
          'defaults:\n  run:\n    working-directory: tools\n'
        ),
        ...scripts
      },
      ['workflow ci.yaml tools/scripts/x.ts (.github/workflows/ci.yaml:10)']
    ))
  it('say nothing of other words, folders and broken files', () => {
    const run = (text: string) => workflow(`      - run: |\n${text.replace(/^/gm, '          ')}\n`)
    const files = (text: string) => ({'.github/workflows/ci.yml': run(text), ...scripts})
    check(files('eslint scripts/release.mjs\nprettier --check tools/scripts/x.ts'), [])
    check(files('cd tools\nnode scripts/release.mjs'), [])
    check(files(`node scripts/\${{ matrix.x }}.mjs`), [])
    check(
      {'.github/workflows/ci.yml': 'run: [\n', 'ci/ci.yml': run('node scripts/release.mjs'), ...scripts},
      []
    )
  })
})

describe('serverless configurations', () => {
  it('name handlers', () => {
    check(
      {
        'serverless.yml': `service: x\nprovider:\n  role: !GetAtt Role.Arn\nfunctions:\n  hello:\n    handler: src/hello.main\n  other:\n    handler: \${self:custom.x}\n  gone:\n    handler: src/gone.main\n`,
        'src/hello.ts': ''
      },
      ['handler hello src/hello.ts (serverless.yml:6)']
    )
    check(
      {
        'api/template.yaml':
          "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    CodeUri: ./app\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: index.handler\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      Handler: index.handler\n",
        'api/app/index.js': ''
      },
      ['handler Hello api/app/index.js (api/template.yaml:10)']
    )
  })
  it('name the module of a worker', () => {
    check(
      {
        'wrangler.toml': '# x\nname = "edge"\nmain = "src/index.ts"\n[env.x]\nmain = "src/other.ts"',
        'src/index.ts': '',
        'src/other.ts': ''
      },
      ['handler edge src/index.ts (wrangler.toml:3)']
    )
    check({'w/wrangler.jsonc': '{\n  // x\n  "main": "./worker.js"\n}', 'w/worker.js': ''}, [
      'handler worker w/worker.js (w/wrangler.jsonc:3)'
    ])
  })
  it('are no other files', () => {
    check(
      {'template.yaml': 'Resources:\n  A:\n    Properties:\n      Handler: index.handler', 'index.js': ''},
      []
    )
    check({'functions.yml': 'functions:\n  a:\n    handler: index.main', 'index.js': ''}, [])
    check({'serverless.yml': `functions:\n  - \${file(x.yml)}`, 'index.js': ''}, [])
  })
  it('make functions of files in a folder', () => {
    const api = {
      'api/users/index.ts': 'export default () => {}',
      'api/_lib.ts': 'export default 1',
      'api/text.ts': 'export const x = 1',
      'api/hook.ts': 'export function POST() {}'
    }
    check({'vercel.json': '{}', ...api}, [
      'handler /api/hook api/hook.ts (:1)',
      'handler /api/users api/users/index.ts (:1)'
    ])
    check(api, [])
    check({'vercel.json': '{"builds": []}', ...api}, [])
    check({'vercel.json': '{}', 'api/package.json': '{}', ...api}, [])
    const functions = {'fn/a.ts': '', 'fn/b/b.ts': '', 'fn/b/part.ts': '', 'netlify/functions/c.ts': ''}
    check({'netlify.toml': '[build]\n  command = "x"\n[functions]\n  directory = "fn"', ...functions}, [
      'handler a fn/a.ts (:1)',
      'handler b fn/b/b.ts (:1)'
    ])
    check({'netlify.toml': '', ...functions}, ['handler c netlify/functions/c.ts (:1)'])
  })
})

describe('file routes', () => {
  const app = {
    'app/layout.tsx': '',
    'app/(shop)/cart/[id]/page.tsx': '',
    'app/api/users/route.ts': '',
    'app/_lib/page.tsx': '',
    'app/@modal/(.)photo/page.tsx': '',
    'app/cart/button.tsx': '',
    'src/pages/old.tsx': '',
    'middleware.ts': ''
  }
  const next = {dependencies: {next: '1'}, scripts: {dev: 'next dev'}}

  it('of Next.js', () => {
    check({'package.json': manifest(next), ...app}, [
      'route /cart/[id] app/(shop)/cart/[id]/page.tsx (:1)',
      'route /api/users app/api/users/route.ts (:1)',
      'route / (layout) app/layout.tsx (:1)',
      'route middleware middleware.ts (:1)'
    ])
    check(
      {
        'package.json': manifest({...next, scripts: {}, workspaces: ['x']}),
        'apps/web/next.config.mjs': '',
        'apps/web/src/pages/index.tsx': '',
        'apps/web/src/pages/_app.tsx': '',
        'apps/web/src/pages/api/[...all].ts': ''
      },
      [
        'route /api/[...all] apps/web/src/pages/api/[...all].ts (:1)',
        'route / apps/web/src/pages/index.tsx (:1)'
      ]
    )
  })
  it('of Next.js need it listed and an application', () => {
    check({'package.json': manifest({scripts: {dev: 'next dev'}}), ...app}, [])
    check({'package.json': manifest({peerDependencies: {next: '1'}}), ...app}, [])
    check(
      {
        'package.json': manifest(next),
        'next.config.js': "module.exports = {pageExtensions: ['page.tsx']}",
        ...app
      },
      []
    )
  })
  it('of other frameworks', () => {
    const files = {
      'src/routes/(app)/users/+page.server.ts': '',
      'src/routes/api/+server.ts': '',
      'src/routes/util.ts': '',
      'src/pages/feed.xml.ts': '',
      'src/pages/_part.ts': '',
      'app/routes/_auth.login.tsx': '',
      'app/routes/_auth.tsx': '',
      'app/routes/blog.$slug/route.tsx': '',
      'app/routes/blog.$slug/view.tsx': '',
      'server/api/users/index.get.ts': '',
      'server/utils/db.ts': '',
      'svelte.config.js': '',
      'vite.config.ts': '',
      'astro.config.mjs': '',
      'nuxt.config.ts': ''
    }
    const one = (name: string, expected: string[]) =>
      check({'package.json': manifest({devDependencies: {[name]: '1'}}), ...files}, expected)
    one('@sveltejs/kit', [
      'route /users src/routes/(app)/users/+page.server.ts (:1)',
      'route /api src/routes/api/+server.ts (:1)'
    ])
    one('astro', ['route /feed.xml src/pages/feed.xml.ts (:1)'])
    one('@remix-run/dev', [
      'route /login app/routes/_auth.login.tsx (:1)',
      'route /blog/$slug app/routes/blog.$slug/route.tsx (:1)'
    ])
    one('nuxt', ['route GET /api/users server/api/users/index.get.ts (:1)'])
    one('other', [])
  })
})

describe('registrations', () => {
  const at = (kind: Registration['kind'], name: string, path: string, line: number): Registration => ({
    kind,
    name,
    path,
    line,
    on: 'app',
    call: 'get',
    test: false
  })
  const files = {
    'src/a.ts': '',
    'test/b.ts': '',
    'examples/c.ts': ''
  }

  it('are entry points in production code, once each, but for listeners', () =>
    check(
      files,
      ['route GET /x src/a.ts (:3)', 'worker GET /x src/a.ts (:5)'],
      [
        at('listener', 'close', 'src/a.ts', 1),
        at('route', 'GET /x', 'src/a.ts', 3),
        at('route', 'GET /x', 'src/a.ts', 4),
        at('worker', 'GET /x', 'src/a.ts', 5),
        at('route', 'GET /y', 'test/b.ts', 1),
        at('command', 'z', 'examples/c.ts', 1)
      ]
    ))
})

describe('command classes of oclif', () => {
  const files = {
    'src/commands/task/add.ts':
      "import {Base} from '../../base'\n\nexport default class Add extends Base {}\n",
    'src/commands/task/index.ts': 'export default class extends Base {}',
    'src/commands/base.ts': 'export default abstract class Base extends Command {}',
    'src/commands/util.ts': 'export const util = 1',
    'src/add.ts': 'export default class Add extends Base {}'
  }

  it('go by their place below the folder of the manifest', () => {
    check({'package.json': manifest({oclif: {commands: './lib/commands'}}), ...files}, [
      'command task:add src/commands/task/add.ts (:3)',
      'command task src/commands/task/index.ts (:1)'
    ])
    const commands = {strategy: 'pattern', target: './dist/commands'}
    check({'package.json': manifest({oclif: {commands, topicSeparator: ' '}}), ...files}, [
      'command task add src/commands/task/add.ts (:3)',
      'command task src/commands/task/index.ts (:1)'
    ])
  })
  it('need the manifest', () => {
    check({'package.json': manifest({dependencies: {'@oclif/core': '1'}}), ...files}, [])
    check(
      {
        'package.json': manifest({oclif: {commands: {strategy: 'explicit', target: './lib/commands'}}}),
        ...files
      },
      []
    )
  })
})
