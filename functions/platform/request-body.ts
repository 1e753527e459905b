import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { BadInputError, RefusedError } from './refusal.ts'
import { faultOfText, type TextFault } from './json-text.ts'

/** More than a hundred items, each as large as it may be; whoever has more sends it in parts. */
const MOST_BYTES = 1024 * 1024

const messages: Record<TextFault['rule'], { message: string }> = {
  repeated: { message: 'stands once in its object' },
  tooDeep: { message: 'is nested at most 20 levels deep' },
  reserved: { message: 'is a name that objects have anyway' },
}

/** Before a body is parsed: its size, and what JSON would let pass. @throws RefusedError, BadInputError */
export function checkText({ body, isBase64Encoded }: APIGatewayProxyEventV2): void {
  if (body === undefined) return
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body
  if (Buffer.byteLength(text) > MOST_BYTES) throw new RefusedError('tooLarge')
  const fault = faultOfText(text)
  if (fault === undefined) return
  const { field, rule } = fault
  throw new BadInputError([{ code: 'custom', path: [field], input: null, ...messages[rule] }], { [field]: null })
}
