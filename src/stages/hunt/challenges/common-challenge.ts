import type {Candidate, DetectorContext} from '../define-detector.ts'

/** A question that is put to what every detector finds. It lowers, and never drops. */
export type CommonChallenge = (candidate: Candidate, context: DetectorContext) => Candidate
