import {execFileSync} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, readdirSync} from 'node:fs'
import {join} from 'node:path'

/** What is kept of a package: enough to be a repository without build output. */
const KEPT = ['package.json', 'tsconfig.json', 'README.md']

/**
 * Unpacks a published package below `folder` and copies its sources to a folder of their own.
 * Nothing of the package is run.
 *
 * @param {{name: string, specifier: string, source: string}} entry
 * @param {string} folder
 * @returns {string} absolute path of the copy
 */
export function fetchPackage({name, specifier, source}, folder) {
  const packed = join(folder, `${name}-packed`)
  mkdirSync(packed, {recursive: true})
  execFileSync('npm', ['pack', specifier, '--pack-destination', packed, '--ignore-scripts', '--silent'], {
    stdio: 'pipe'
  })
  const [archive] = readdirSync(packed).filter(file => file.endsWith('.tgz'))
  execFileSync('tar', ['-xzf', archive], {cwd: packed})
  const copy = join(folder, name)
  mkdirSync(copy)
  for (const path of [source, ...KEPT]) {
    const from = join(packed, 'package', path)
    if (existsSync(from)) cpSync(from, join(copy, path), {recursive: true})
  }
  return copy
}
