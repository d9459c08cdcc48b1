import {contentHashOf} from '../base/content-hash.ts'
import {sealText, unsealText} from '../base/sealed-text.ts'
import type {CacheFolder} from '../repo/repo.ts'
import type {Claim} from './claim.ts'
import {extractClaims} from './extract.ts'

/** Claims as they were read out of documents, by what the documents hold. */
export interface ExtractedClaims {
  /** What `extractClaims` gives. */
  extract(doc: string, text: string): Claim[]
  /** Keeps what is known for the next run, if that changed. */
  save(): void
}

type Entry = readonly [doc: string, hash: string, claims: readonly Claim[]]

const fileName = 'claims'

/** `engine` names the code that reads documents, since another version may read them otherwise. One text for each document. */
export function openExtractedClaims(folder: CacheFolder, engine: string): ExtractedClaims {
  const kept = unsealText(engine, folder.read(fileName) ?? '')
  const known = new Map(
    (kept === undefined ? [] : (JSON.parse(kept) as Entry[])).map(entry => [entry[0], entry])
  )
  let isChanged = false
  return {
    extract(doc, text) {
      const hash = contentHashOf(text)
      const old = known.get(doc)
      if (old?.[1] === hash) return [...old[2]]
      const claims = extractClaims(doc, text)
      known.set(doc, [doc, hash, claims])
      isChanged = true
      return [...claims]
    },
    save() {
      if (isChanged) folder.write(fileName, sealText(engine, JSON.stringify([...known.values()])))
    }
  }
}
