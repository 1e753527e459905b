import { expect, it } from 'vitest'
import { fromMs, toMs } from '../../functions/domain/instant.ts'
import { cachedRegistry } from '../../functions/store/cached-registry.ts'
import { inMemoryRegistryStore } from '../../functions/store/registry-store.ts'
import { row, rows } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'

const ended = { ...row('agency', 'bmt', null, '2025-07-01'), recordedAt: vn('2021-10-18 09:00') }

/** A store that counts its reads, and a clock that is set by hand. */
async function counted() {
  const store = inMemoryRegistryStore()
  await store.add(rows)
  const reads = { version: 0, rows: 0 }
  const clock = { now: vn('2021-10-18 08:00') }
  const registry = cachedRegistry(
    {
      ...store,
      version: () => ((reads.version += 1), store.version()),
      rows: () => ((reads.rows += 1), store.rows()),
    },
    () => clock.now,
  )
  const wait = (seconds: number) => (clock.now = fromMs(toMs(clock.now) + seconds * 1000))
  return { store, reads, registry, wait }
}

it('reads the rows once, and within a minute nothing more', async () => {
  const { reads, registry, wait } = await counted()
  const first = await registry.current()
  wait(59.999)
  expect(await registry.current()).toBe(first)
  expect(reads).toEqual({ version: 1, rows: 1 })
})

it('asks for the version alone after a minute', async () => {
  const { reads, registry, wait } = await counted()
  const first = await registry.current()
  wait(60)
  expect(await registry.current()).toBe(first)
  expect(reads).toEqual({ version: 2, rows: 1 })
  wait(59)
  await registry.current()
  expect(reads).toEqual({ version: 2, rows: 1 })
})

it('reads the rows again once the version has risen', async () => {
  const { store, reads, registry, wait } = await counted()
  expect(await registry.current()).toMatchObject({ version: rows.length })
  await store.add([{ ...ended, recordedAt: vn('2021-10-18 07:59') }])
  expect((await registry.current()).version).toBe(rows.length)
  wait(60)
  const next = await registry.current()
  expect(next.version).toBe(rows.length + 1)
  expect(next.find('agency', 'bmt', '2025-07-01')).toBeUndefined()
  expect(reads).toEqual({ version: 2, rows: 2 })
})

it('does not know a row before its time, and then knows it without a read', async () => {
  const { store, reads, registry, wait } = await counted()
  await store.add([ended])
  const before = await registry.current()
  expect(before.version).toBe(rows.length)
  expect(before.find('agency', 'bmt', '2025-07-01')).toMatchObject({ id: 'bmt' })
  wait(59 * 60 + 59)
  expect(await registry.current()).toBe(before)
  wait(1)
  const after = await registry.current()
  expect(after.version).toBe(rows.length + 1)
  expect(after.find('agency', 'bmt', '2025-07-01')).toBeUndefined()
  expect(reads.rows).toBe(1)
})

it('shares one read among all who ask at the same time', async () => {
  const { reads, registry } = await counted()
  await Promise.all(Array.from({ length: 10 }, () => registry.current()))
  expect(reads).toEqual({ version: 1, rows: 1 })
})

it('shows the registry as it was known at an earlier moment', async () => {
  const { store, registry } = await counted()
  await store.add([ended])
  const before = await registry.knownAt(vn('2021-10-18 08:59'))
  const after = await registry.knownAt(vn('2021-10-18 09:00'))
  expect(before.find('agency', 'bmt', '2025-07-01')).toMatchObject({ id: 'bmt' })
  expect(after.find('agency', 'bmt', '2025-07-01')).toBeUndefined()
})

it('tries again after a read that failed', async () => {
  const store = inMemoryRegistryStore()
  await store.add(rows)
  let failures = 1
  const version = async () => {
    if (failures > 0) throw new Error(`throttled, ${failures--} left`)
    return store.version()
  }
  const registry = cachedRegistry({ ...store, version }, () => vn('2021-10-18 08:00'))
  await expect(registry.current()).rejects.toThrow('throttled')
  expect((await registry.current()).version).toBe(rows.length)
})
