import type {Claim} from '../claims/claim.ts'

/** What a claim says and where, without its line: `README.md path src/old.ts`, `ARCHITECTURE.md edge src/a -> src/b`. */
export function claimKey({doc, kind, subject, object}: Claim): string {
  return `${doc} ${kind} ${object === undefined ? subject : `${subject} -> ${object}`}`
}
