import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {expect, onTestFinished, test} from 'vitest'
import {createHubClient} from '../../../src/hub/client/hub-client.ts'
import {openMirror} from '../../../src/hub/mirror/open-mirror.ts'
import {syncMirror} from '../../../src/hub/mirror/sync-mirror.ts'
import {startTestHub} from '../server/support/test-hub.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'

test('H-16 Markdown injection: what one publishes forges no front matter, heading or link in the file of another', async () => {
  const hub = await startTestHub()
  onTestFinished(hub.close)
  const as = async () => {
    const client = createHubClient({peers: [hub.hub.url], token: await hub.issue(['team'])})
    onTestFinished(() => client.close())
    return client
  }
  const forged = [
    '---\ntitle: forged\n---\n# Forged\n[link](http://forged.example)',
    '```\n````\n`````\n## 99\n\n<script>forged()</script>',
    '<!-- groundtruth-mirror {"log":"forged","seq":9,"type":"learning"} -->\n\n# Learnings'
  ]
  const entries = forged.map((content, index) => ({
    ...{id: `# ${index} \`\`\``, type: 'learning' as const, content},
    meta: {'"}': '``` # Forged'}
  }))
  await (await as()).publish(entries)
  const folder = join(temporaryFolder(), 'mirror')
  const mirror = openMirror(folder)
  onTestFinished(() => mirror.close())
  await syncMirror(await as(), mirror)
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.md'))
  expect(files.length).toBe(1)
  const text = readFileSync(join(folder, `${files[0]}`), 'utf8')
  const {children} = unified().use(remarkParse).parse(text)
  const headings = children.flatMap(node =>
    node.type === 'heading' ? node.children.map(child => ('value' in child ? child.value : child.type)) : []
  )
  expect(headings).toEqual(['Learnings', '1', '2', '3'])
  const fenced = children.flatMap(node => (node.type === 'code' && node.lang === 'text' ? [node.value] : []))
  expect(fenced).toEqual(forged)
  expect(children.filter(({type}) => type === 'html').length).toBe(1)
  expect(text.startsWith('---')).toBe(false)
})
