import type {RootContent} from 'mdast'
import {plainText} from '../../../markdown/plain-text.ts'

const nothing =
  /^(?:none|nothing|n\/a|empty|no (?:(?:known|danger|notable|significant|critical|elevated|high|open) )*(?:zones?|findings|issues|risks|problems|hazards))\b[^.]{0,60}\.?$|^[-—]$/i

/** Whether a node is a sentence that says that there is no zone here. */
export function saysNothing(node: RootContent): boolean {
  return node.type === 'paragraph' && nothing.test(plainText(node))
}
