import GithubSlugger from 'github-slugger'
import type {Nodes} from 'mdast'
import {toString as toPlainText} from 'mdast-util-to-string'
import {parseMarkdown} from '../markdown/parse.ts'

/** A place in a Markdown document that a link can lead to. */
export interface Anchor {
  readonly id: string
  readonly line: number
}

/** Slugs of headings as GitHub makes them, ids in HTML, and ids in braces after a heading. */
export function anchorsOf(text: string): Anchor[] {
  const [slugger, bare, trimmed] = [new GithubSlugger(), new GithubSlugger(), new GithubSlugger()]
  const anchors: Anchor[] = []
  const visit = (node: Nodes): void => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'heading') {
      const title = toPlainText(node)
      const own = /\{#([\w-]+)\}\s*$/.exec(title)
      if (own) anchors.push({id: own[1] ?? '', line})
      const slug = slugger.slug(title.replace(/\s*\{#[\w-]+\}\s*$/, ''))
      // GitHub leaves badges and HTML out, and keeps the blanks around them; others trim.
      const shown = toPlainText(node, {includeImageAlt: false, includeHtml: false})
      for (const id of new Set([slug, bare.slug(shown), trimmed.slug(shown.trim())])) anchors.push({id, line})
    }
    if (node.type === 'html')
      for (const [, id = ''] of node.value.matchAll(/\b(?:id|name)\s*=\s*["']?([^"'\s>]+)/g))
        anchors.push({id, line})
    if (node.type === 'footnoteDefinition') anchors.push({id: `fn-${node.identifier}`, line})
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(parseMarkdown(text))
  return anchors
}
