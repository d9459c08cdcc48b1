/** Sentences without a subject that say what the project itself is made with: "Uses `x`", "Events are handled using `x`". */
const ofProject =
  /^[\s*_"'([-]*(?:[\w ]{1,20}:\s*)?(?:uses|built|based|powered|backed|bundled|compiled|tested|written|styled|implemented)\b|\b(?:is|are)\s+(?:\w+ly\s+)?(?:handled|managed|built|bundled|compiled|tested|written|implemented|powered|validated|formatted|linted|generated|rendered|driven|styled|persisted|stored|cached)\b/i

/** Words that speak to the reader, or of what may be. */
const address = /\b(?:you|your|we|our|us|I|let's|can|could|may|might|must|should|shall|if|when|please)\b/

/** Whether a sentence that names no subject tells of the project, and not of what its users do. */
export function speaksOfProject(sentence: string): boolean {
  return ofProject.test(sentence) && !address.test(sentence)
}
