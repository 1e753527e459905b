import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accessMatrix } from '../../functions/domain/access.ts'
import { reportSection } from '../../functions/domain/contribution.ts'
import { incidentWords } from '../../functions/text/incident-words.ts'
import { reportWords } from '../../functions/text/report-words.ts'
import { levelWords, words } from '../../functions/text/words.ts'

const domain = new URL('../../functions/domain/', import.meta.url)

describe('words', () => {
  it('has a word for every id of every enum in the domain', async () => {
    const titledWithTheReport = reportSection.options
    const tables = [
      ...Object.values({ ...words, ...reportWords, ...incidentWords }).map((table) => Object.keys(table)),
      titledWithTheReport,
    ]

    const enums = await enumsOfTheDomain()

    expect(enums.length).toBeGreaterThan(20)
    const wordless = enums.filter(
      ({ ids }) => !tables.some((known) => ids.every((id) => new Set<string>(known).has(id))),
    )
    expect(wordless).toEqual([])
  })

  it('has a word for every action and role of the access matrix', () => {
    expect(Object.keys(words.action)).toEqual(Object.keys(accessMatrix))
    const roles = Object.values(accessMatrix).flatMap((row) => Object.keys(row))
    expect(Object.keys(words.role)).toEqual(expect.arrayContaining(roles))
  })

  it('is written in composed Vietnamese, without blanks at the ends and without ids', () => {
    const all = Object.values({ ...words, ...reportWords, ...incidentWords }).flatMap((table) =>
      Object.entries<string>(table),
    )
    for (const [id, word] of all) {
      expect(word).toBe(word.normalize('NFC').trim())
      expect(word).not.toBe('')
      expect(word).not.toContain(id)
    }
  })

  it.each([
    [-1, 'Nhắc hạn'],
    [0, 'Nhắc hạn'],
    [1, 'Đôn đốc lần 1'],
    [3, 'Đôn đốc lần 3'],
  ])('names level %i', (level, word) => {
    expect(levelWords(level)).toBe(word)
  })
})

interface FoundEnum {
  where: string
  ids: string[]
}

/** Walks every schema that a module of the domain exports, nested ones too. */
async function enumsOfTheDomain(): Promise<FoundEnum[]> {
  const found: FoundEnum[] = []
  for (const file of readdirSync(domain)) {
    const exported: Record<string, unknown> = await import(new URL(file, domain).href)
    for (const [name, value] of Object.entries(exported)) {
      if (!(value instanceof z.ZodType)) continue
      const schema = z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' })
      found.push(...enumsIn(schema, `${file} ${name}`))
    }
  }
  return found
}

function enumsIn(schema: unknown, where: string): FoundEnum[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => {
    const ids: unknown[] = key === 'enum' && Array.isArray(value) ? value : []
    const here = ids.every((id) => typeof id === 'string') && ids.length > 0 ? [{ where, ids }] : []
    return here.concat(enumsIn(value, `${where}.${key}`))
  })
}
