import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accessMatrix } from '../../functions/domain/access.ts'
import { openApiDocument } from '../../functions/platform/openapi.ts'
import { operations } from '../../functions/platform/operations/table.ts'

const document = openApiDocument(operations)
const described = z
  .object({ paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))) })
  .parse(document)
const byName = new Map(
  Object.values(described.paths).flatMap((path) =>
    Object.values(path).map((each) => [each.operationId, each] as const),
  ),
)

describe('the contract', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect([valid, errors]).toEqual([true, undefined])
  })

  it('tells every operation once, under the name of its function', () => {
    expect([...byName.keys()].toSorted()).toEqual(operations.map(({ name }) => name).toSorted())
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length)
  })

  it('names every parameter of a path, and none besides', () => {
    for (const { path, parameters = {} } of operations)
      expect(Object.keys(parameters).toSorted(), path).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted(),
      )
  })

  it('has an operation for every deed of the access matrix, and says who may do it', () => {
    expect(new Set(operations.map(({ access }) => access).filter((access) => access in accessMatrix))).toEqual(
      new Set(Object.keys(accessMatrix)),
    )
    expect(byName.get('list-cases')).toMatchObject({
      security: [{ token: [] }],
      'x-access': accessMatrix.listCases,
    })
    expect(byName.get('show-answer-page')).toMatchObject({ security: [] })
  })

  it('pages every list that may grow by a cursor', () => {
    // Open311 has pages of its own; a report's contributions are as many as it has sections.
    const others = new Set(['list-open311', 'list-contributions'])
    const lists = operations.filter(({ name }) => name.startsWith('list-') && !others.has(name))
    expect(lists.length).toBeGreaterThan(6)
    for (const { name, query, answers } of lists) {
      expect(Object.keys(query?.shape ?? {}), name).toEqual(expect.arrayContaining(['limit', 'cursor']))
      expect(z.instanceof(z.ZodObject).parse(answers[200]).shape, name).toHaveProperty('cursor')
    }
  })

  it('words fields as the schemas do', () => {
    const register = JSON.stringify(byName.get('register-dossiers'))
    expect(register).toContain('"format":"date-time"')
    expect(register).toContain('"maxItems":100')
    expect(register).toContain('"additionalProperties":false')
  })
})
