import { describe, expect, it } from 'vitest'
import { accessMatrix, may, type Caller } from '../../functions/domain/access.ts'
import { keysOf } from '../../functions/domain/objects.ts'

const callers: Caller[] = [
  { role: 'provider', id: 'app', provider: 'vnpt' },
  { role: 'agency', id: 'clerk', agency: 'so-xd' },
  { role: 'operator', id: 'ioc' },
  { role: 'signer', id: 'director' },
  { role: 'auditor', id: 'inspector' },
  { role: 'administrator', id: 'admin' },
  { role: 'monitoring', id: 'watch' },
]
const own = { agency: 'so-xd', provider: 'vnpt' }
const others = { agency: 'bmt', provider: 'viettel' }

describe('the access matrix', () => {
  it.each(keysOf(accessMatrix))('%s: each role reaches just as far as its cell says', (action) => {
    for (const caller of callers) {
      const reach = accessMatrix[action][caller.role]
      expect([caller.role, may(caller, action, own)]).toEqual([caller.role, reach !== undefined])
      expect([caller.role, may(caller, action, others)]).toEqual([caller.role, reach === 'all'])
    }
  })

  it('lets nobody but the signer sign, and no agency reach a case that belongs to none', () => {
    expect(callers.filter((caller) => may(caller, 'signReport')).map((caller) => caller.role)).toEqual(['signer'])
    expect(may({ role: 'agency', id: 'x', agency: 'so-xd' }, 'readCase', {})).toBe(false)
  })
})
