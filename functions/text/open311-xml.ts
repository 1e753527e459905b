import { XMLBuilder } from 'fast-xml-parser'

/** The element that each member of a list becomes. To add a list: a row here. */
const members: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  notes: 'note',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

const builder = new XMLBuilder({ suppressEmptyNode: true })

/** What no XML 1.0 document may hold, written or escaped: control characters, and halves of a pair. */
// oxlint-disable-next-line no-control-regex -- these characters are what it is about
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/**
 * The XML of an answer whose JSON is `value`, by the Spark convention: a list becomes an element of its name around one
 * element for each member, null an empty element. UTF-8, without namespaces.
 */
export const open311Xml = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: shaped(root, value) })}`

function shaped(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const member = members[name] ?? name
    return value.length === 0 ? '' : { [member]: value.map((each) => shaped(member, each)) }
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shaped(key, each)]))
  return typeof value === 'string' ? value.toWellFormed().replace(FORBIDDEN, '\uFFFD') : (value ?? '')
}
