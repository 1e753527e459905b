import * as z from 'zod'
import { name, slug } from './slug.ts'

/** The kinds of input that Open311 knows. */
export const attributeType = z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'])

const isList = (type: z.output<typeof attributeType>): boolean => type.endsWith('list')

/** What a form asks besides place and description, as Open311's service definitions have it; in the order of the list. */
export const serviceAttribute = z
  .strictObject({
    code: slug,
    datatype: attributeType,
    required: z.boolean().default(false),
    description: name,
    /** How it is to be filled in. */
    hint: name.optional(),
    values: z.array(z.strictObject({ key: slug, name })).default([]),
  })
  .refine(({ datatype, values }) => isList(datatype) === values.length > 0, {
    path: ['values'],
    message: 'stand with a list, and with no other type',
  })
export type ServiceAttribute = z.output<typeof serviceAttribute>

/** An app that catches up after an outage sends some tens a minute. Policy, no instrument says it. */
export const USUAL_A_MINUTE = 120

/** What the Open311 endpoint tells of itself, and what it takes. `code` is `georeport`. */
export const open311Settings = z.strictObject({
  /** The one jurisdiction that it serves, by custom the address of its web site. */
  jurisdiction: name,
  contact: name,
  /** How a provider gets an `api_key`. */
  keyService: name,
  /** How many reports one `api_key` may send in a minute. */
  perMinute: z.int().min(1).max(600).default(USUAL_A_MINUTE),
})

/** Answers of a form by attribute; several of a list. */
export type Answers = Readonly<Record<string, readonly string[]>>

export interface WrongAnswer {
  code: string
  rule: 'required' | 'one' | 'number' | 'datetime' | 'listed' | 'tooLong'
}

const MOST_LETTERS = 1000

/** What is wrong with the answers; one to a question that nobody asked is nobody's mistake, unless it is too long. */
export function wrongAnswers(attributes: readonly ServiceAttribute[], answers: Answers): WrongAnswer[] {
  const given = new Map(Object.entries(answers))
  const wrong = attributes.flatMap((attribute): WrongAnswer[] => {
    const rule = brokenRule(attribute, given.get(attribute.code) ?? [])
    return rule === undefined ? [] : [{ code: attribute.code, rule }]
  })
  const long = [...given].filter(([, texts]) => texts.some((text) => text.length > MOST_LETTERS))
  return [...wrong, ...long.map(([code]) => ({ code, rule: 'tooLong' as const }))]
}

function brokenRule(attribute: ServiceAttribute, given: readonly string[]): WrongAnswer['rule'] | undefined {
  const { datatype, required, values } = attribute
  if (given.length === 0) return required ? 'required' : undefined
  if (given.length > 1 && datatype !== 'multivaluelist') return 'one'
  switch (datatype) {
    case 'string':
    case 'text':
      return undefined
    case 'number':
      return given.every((text) => Number.isFinite(Number(text))) ? undefined : 'number'
    case 'datetime':
      return given.every((text) => z.iso.datetime({ offset: true }).safeParse(text).success) ? undefined : 'datetime'
    case 'singlevaluelist':
    case 'multivaluelist':
      return given.every((key) => values.some((value) => value.key === key)) ? undefined : 'listed'
    default:
      return datatype satisfies never
  }
}
