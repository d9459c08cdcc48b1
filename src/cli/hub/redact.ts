import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {parseSeq} from './parse-seq.ts'
import {rowFields, rowText} from './row-fields.ts'

/** `groundtruth hub redact SEQ --reason TEXT`: takes the text of an entry out of the log. */
export const redact = hubCommand(async ({arguments: [seq = ''], options}, context) => {
  const number = parseSeq(seq)
  const redaction = await withHub(options, context, client => client.redact(number, options.reason ?? ''))
  return {fields: {redaction: rowFields(redaction)}, text: rowText(redaction)}
})
