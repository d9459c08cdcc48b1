import {existsSync, readFileSync} from 'node:fs'
import {dirname, join, relative, sep} from 'node:path'
import {decide, type OuterRules, parseIgnore} from './gitignore.ts'
import {toPosixPath} from './posix-path.ts'

/**
 * The .gitignore files between the root and the top of the git work tree that holds it, nearest first.
 * None when the root is itself ignored: who names an ignored folder wants to see it.
 */
export function readOuterRules(root: string): OuterRules[] {
  if (existsSync(join(root, '.git'))) return []
  const outer: OuterRules[] = []
  for (let folder = dirname(root), below = root; folder !== below; below = folder, folder = dirname(folder)) {
    const path = toPosixPath(relative(folder, root), sep)
    const rules = parseIgnore(readIfThere(join(folder, '.gitignore')))
    if (isIgnoredByAny(path, rules)) return []
    outer.push({prefix: `${path}/`, rules})
    if (existsSync(join(folder, '.git'))) return outer
  }
  // No work tree at all: a stray .gitignore above says nothing.
  return []
}

function isIgnoredByAny(path: string, rules: OuterRules['rules']): boolean {
  const parts = path.split('/')
  return parts.some((_, index) => decide(rules, parts.slice(0, index + 1).join('/'), true) === true)
}

function readIfThere(absolutePath: string): string {
  try {
    return readFileSync(absolutePath, 'utf8')
  } catch {
    // Absent, or a folder of that name: no rules.
    return ''
  }
}
