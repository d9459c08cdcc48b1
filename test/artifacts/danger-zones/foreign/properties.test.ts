import {readdirSync, readFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {ForeignZone} from '../../../../src/artifacts/danger-zone.ts'
import {readDangerZones} from '../../../../src/artifacts/danger-zones.ts'
import {handDocuments} from './documents.ts'

const folder = new URL('../../../../fixtures/danger-zones/', import.meta.url)
const fixtures = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8'))

/** The lines that problems tell of. */
function toldLines(problems: ReturnType<typeof readDangerZones>['problems']): Set<number> {
  return new Set(
    problems
      .filter(({kind}) => kind === 'unread-line')
      .flatMap(({line = 0, message}) => {
        const last = Number(/^lines \d+-(\d+)/.exec(message)?.[1] ?? line)
        return Array.from({length: last - line + 1}, (_, step) => line + step)
      })
  )
}

function zonesOf(text: string, map: (text: string) => string): ForeignZone[] {
  return readDangerZones(text).value.foreign.map(zone => ({...zone, text: map(zone.text)}))
}

describe('a document by hand, whatever its form', () => {
  it('loses no line: each is in one zone, told, or an introduction', () => {
    fc.assert(
      fc.property(handDocuments, ({text, intro}) => {
        const {value, problems} = readDangerZones(text)
        const told = toldLines(problems)
        const hasZones = value.foreign.length > 0
        for (const {0: word, index} of text.matchAll(/\bw\d+\b/g)) {
          const holders = value.foreign.filter(zone => new RegExp(`\\b${word}\\b`).test(zone.text))
          const places = holders.length + (told.has(text.slice(0, index).split('\n').length) ? 1 : 0)
          if (intro.has(word) && hasZones) expect(places, word).toBeLessThanOrEqual(1)
          else expect(places, `${word} of\n${text}`).toBe(1)
        }
      }),
      {numRuns: 150}
    )
  })

  it('has zones whose text stands in it as it is, with labels of their own, in order', () => {
    fc.assert(
      fc.property(handDocuments, ({text}) => {
        const {foreign} = readDangerZones(text).value
        for (const zone of foreign)
          expect(
            text
              .split('\n')
              .slice(zone.line - 1)
              .join('\n')
              .trimStart()
          ).toMatch(zone.text)
        expect(new Set(foreign.map(({label}) => label)).size).toBe(foreign.length)
        expect(foreign.map(({line}) => line)).toEqual(foreign.map(({line}) => line).toSorted((a, b) => a - b))
      })
    )
  })

  it('is read alike with other line endings', () => {
    const check = (text: string) => {
      const other = text.replace(/\n/g, '\r\n')
      expect(zonesOf(other, one => one.replace(/\r\n/g, '\n'))).toEqual(zonesOf(text, one => one))
      expect(readDangerZones(other).problems).toEqual(readDangerZones(text).problems)
    }
    fixtures.forEach(check)
    fc.assert(fc.property(handDocuments, ({text}) => check(text)))
  })

  it('is read alike with other list markers', () => {
    const restar = (text: string) => text.replace(/^( *)[-*] /gm, '$1+ ')
    const check = (text: string) => {
      expect(zonesOf(restar(text), one => one)).toEqual(zonesOf(text, restar))
      expect(readDangerZones(restar(text)).problems).toEqual(readDangerZones(text).problems)
    }
    fixtures.forEach(check)
    fc.assert(fc.property(handDocuments, ({text}) => check(text)))
  })
})
