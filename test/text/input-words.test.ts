import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caseCommand } from '../../functions/domain/command.ts'
import { dossierFacts } from '../../functions/domain/event.ts'
import { escalationPolicy } from '../../functions/domain/registry.ts'
import { inputProblem } from '../../functions/text/input-words.ts'
import type { ProblemError } from '../../functions/text/problem.ts'

const dossier = {
  kind: 'dossier',
  code: '000.00.14.H15-211029-0118',
  procedure: 'cap-phep-xay-dung',
  receivedAt: '2021-10-29T08:00:00+07:00',
}

function problemOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input)
  if (error === undefined) throw new Error('the schema takes this input')
  return inputProblem(error.issues, input)
}

const onlyError = (schema: z.ZodType, input: unknown): ProblemError | undefined => {
  const { errors } = problemOf(schema, input)
  expect(errors).toHaveLength(1)
  return errors[0]
}

describe('inputProblem', () => {
  it('names every wrong field with its value and the rule it breaks', () => {
    const problem = problemOf(dossierFacts, { ...dossier, code: 'HS-1', receivedAt: '29/10/2021', extra: true })

    expect(problem).toMatchObject({ status: 400, type: 'urn:problem-type:dondoc:badInput' })
    expect(problem.errors).toEqual([
      {
        field: 'code',
        value: 'HS-1',
        ruleVi: 'phải là mã số hồ sơ quốc gia, như 000.00.14.H15-211029-0118',
        ruleEn: 'breaks the rule: national dossier code',
      },
      {
        field: 'receivedAt',
        value: '29/10/2021',
        ruleVi: 'phải là thời điểm ISO 8601 có múi giờ, như 2021-10-29T08:00:00+07:00',
        ruleEn: 'must be an ISO 8601 instant with an offset, such as 2021-10-29T08:00:00+07:00',
      },
      { field: 'extra', value: true, ruleVi: 'không được dùng ở đây', ruleEn: 'is not known here' },
    ])
    expect(problem.detail).toMatch(/^Có 3 lỗi .*trường “code” phải là mã số hồ sơ quốc gia/)
    expect(problem.detailEn).toMatch(/^3 error\(s\) .*field "extra" is not known here\.$/)
  })

  it('tells a missing field from a wrong one', () => {
    const { receivedAt: _, ...without } = dossier
    expect(onlyError(dossierFacts, without)).toEqual({
      field: 'receivedAt',
      value: null,
      ruleVi: 'bắt buộc phải có; phải là văn bản',
      ruleEn: 'is required; it must be a text',
    })
  })

  it('lists the commands where the type is wrong or missing', () => {
    expect(onlyError(caseCommand, { type: 'delete' })).toMatchObject({
      field: 'type',
      value: 'delete',
      ruleVi: expect.stringMatching(/^phải là một trong: changeStatus, issueRequest, .*, reopen, .*, answerDispute$/),
    })
    expect(onlyError(caseCommand, {})?.ruleVi).toMatch(/^bắt buộc phải có; phải là một trong: changeStatus/)
  })

  it('unites the choices of a union', () => {
    const rule = onlyError(caseCommand, { type: 'changeStatus', status: 'xong' })?.ruleVi
    expect(rule).toMatch(/^phải là một trong: registered, .*, returned, received, processing, resolved/)
  })

  it.each([
    [z.string().min(2), 'a', 'phải có ít nhất 2 ký tự', 'must have at least 2 character(s)'],
    [z.string().max(2), 'abc', 'phải có nhiều nhất 2 ký tự', 'must have at most 2 character(s)'],
    [z.array(z.int()).min(1), [], 'phải có ít nhất 1 phần tử', 'must have at least 1 item(s)'],
    [z.int().max(10_000), 10_001, 'phải nhiều nhất là 10.000', 'must be at most 10000'],
    [z.int(), 1.5, 'phải là số nguyên', 'must be a whole number'],
    [z.boolean(), 'có', 'phải là true hoặc false', 'must be true or false'],
    [z.strictObject({}), 7, 'phải là đối tượng JSON', 'must be a JSON object'],
    [z.literal('a'), 'b', 'phải là a', 'must be a'],
    [z.email(), 'x', 'phải là địa chỉ thư điện tử', 'must be an e-mail address'],
    [z.iso.date(), '2021-02-30', 'phải là ngày có thật, dạng 2021-10-29', 'must be a real date such as 2021-10-29'],
    [z.int().multipleOf(5), 7, 'phải là bội số của 5', 'must be a multiple of 5'],
    [
      z.union([z.strictObject({}), z.int()]),
      'x',
      'không thuộc dạng nào được chấp nhận',
      'has none of the accepted forms',
    ],
    [
      z.number().refine(() => false, 'a new rule'),
      1,
      'không đúng quy định (a new rule)',
      'breaks the rule: a new rule',
    ],
  ])('words the rule of %#', (schema, input, ...[ruleVi, ruleEn]) => {
    expect(onlyError(schema, input)).toEqual({ field: '$', value: input, ruleVi, ruleEn })
  })

  it('writes the path into lists, and the rule of a key', () => {
    const step = { level: 0, offset: { amount: 1, unit: 'hours' }, recipients: ['boss'] }
    expect(onlyError(escalationPolicy, { steps: [step] })?.field).toBe('steps[0].recipients[0]')
    const byKey = z.record(z.string().regex(/^[a-z]$/, 'case id'), z.int())
    expect(onlyError(byKey, { A: 1 })).toMatchObject({
      field: 'A',
      ruleVi: expect.stringContaining('phải là mã hồ sơ'),
    })
  })

  it('does not repeat what was said about a citizen', () => {
    const schema = z.strictObject({ reporter: z.strictObject({ phone: z.string().max(5) }) })
    const problem = problemOf(schema, { reporter: { phone: '0905123456', secret: 'Nguyễn Văn A' } })
    expect(problem.errors.map(({ field, value }) => [field, value])).toEqual([
      ['reporter.phone', null],
      ['reporter.secret', null],
    ])
    expect(JSON.stringify(problem)).not.toMatch(/0905|Nguyễn/)
  })

  it('cuts long values short', () => {
    expect(onlyError(z.int(), 'x'.repeat(5000))?.value).toBe(`${'x'.repeat(100)}…`)
  })

  it('knows every rule that a schema states in its own words', () => {
    const stated = sources().flatMap((source) =>
      [...source.matchAll(/\.regex\(\s*\/.*\/,\s*'(.+?)'\)|message: '(.+?)'/g)].map(
        ([, regex, message]) => regex ?? message,
      ),
    )
    expect(stated.length).toBeGreaterThan(8)
    for (const message of stated) {
      const refused = z.int().refine(() => false, message)
      expect(onlyError(refused, 0)?.ruleVi).not.toContain('không đúng quy định')
    }
  })
})

const sources = (): string[] =>
  ['domain', 'work', 'platform'].flatMap((layer) => {
    const folder = new URL(`../../functions/${layer}/`, import.meta.url)
    return readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  })
