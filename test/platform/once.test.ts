import { describe, expect, it } from 'vitest'
import type { Caller } from '../../functions/domain/access.ts'
import { CALLS_A_MINUTE, once, tooOften, type Answer } from '../../functions/platform/once.ts'
import { inMemoryCallerStore } from '../../functions/store/caller-store.ts'

const who: Caller = { role: 'agency', id: 'a', agency: 'bmt' }

function memory() {
  let now = '2021-10-29T01:00:30.000Z'
  const told: string[] = []
  return {
    callers: inMemoryCallerStore(),
    now: () => now,
    at: (time: string) => (now = `2021-10-29T${time}.000Z`),
    told,
    log: { error: (message: string) => void told.push(message) },
  }
}

/** Counts how often it was done. */
function work(answer: Partial<Answer> = {}) {
  const done = {
    times: 0,
    do: async (): Promise<Answer> => ((done.times += 1), { status: 200, body: done.times, ...answer }),
  }
  return done
}

describe('a call under a key', () => {
  const call = { who, key: 'k', content: '{"a":1}' }

  it('is done once, and a repeat is told the same', async () => {
    const [kept, deed] = [memory(), work()]
    expect(await once(kept, call, deed.do)).toMatchObject({ type: 'done', answer: { body: 1 }, again: false })
    expect(await once(kept, call, deed.do)).toMatchObject({ type: 'done', answer: { body: 1 }, again: true })
    expect(deed.times).toBe(1)
  })

  it('is refused with another content, and waits for the first to end', async () => {
    const [kept, deed] = [memory(), work()]
    const within = await once(kept, call, async () => {
      expect(await once(kept, call, deed.do)).toEqual({ type: 'running' })
      return deed.do()
    })
    expect(within).toMatchObject({ again: false })
    expect(await once(kept, { ...call, content: '{"a":2}' }, deed.do)).toEqual({ type: 'reused' })
    expect(await once(kept, { ...call, who: { ...who, agency: 'so-xd' } }, deed.do)).toMatchObject({ again: false })
  })

  it.each([
    ['was refused', { status: 409 }],
    ['holds what expires', { keep: false as const }],
    ['is too large to be kept', { body: 'x'.repeat(300_001) }],
  ])('is worked out anew where its answer %s', async (_, answer) => {
    const [kept, deed] = [memory(), work(answer)]
    await once(kept, call, deed.do)
    expect(await once(kept, call, deed.do)).toMatchObject({ again: false })
    expect(deed.times).toBe(2)
  })

  it('is answered although its answer cannot be kept, since it is done, and is not done again while it may be asked for', async () => {
    const [kept, deed] = [memory(), work()]
    const down = { ...kept, callers: { ...kept.callers, keep: () => Promise.reject(new Error('down')) } }
    expect(await once(down, call, deed.do)).toMatchObject({ answer: { body: 1 }, again: false })
    expect(kept.told).toHaveLength(1)
    expect(await once(kept, call, deed.do)).toEqual({ type: 'running' })
  })

  it('is free again after a failure', async () => {
    const [kept, deed] = [memory(), work()]
    await expect(once(kept, call, () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await once(kept, call, deed.do)).toMatchObject({ again: false })
  })
})

describe('a caller', () => {
  it('may call so often a minute, and is told when to go on', async () => {
    const kept = memory()
    for (let n = 0; n < CALLS_A_MINUTE; n += 1) expect(await tooOften(kept, who)).toBeUndefined()
    expect(await tooOften(kept, who)).toBe(30)
    expect(await tooOften(kept, { role: 'operator', id: 'a' })).toBeUndefined()
    kept.at('01:01:00')
    expect(await tooOften(kept, who)).toBeUndefined()
  })
})
