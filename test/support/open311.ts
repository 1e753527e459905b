import { createApiKey } from '../../functions/work/api-keys.ts'
import { inMemoryCallerStore } from '../../functions/store/caller-store.ts'
import { fileRequest, type FileDeps } from '../../functions/work/file-request.ts'
import { Open311RefusedError } from '../../functions/work/open311-wire.ts'
import { testDeps, type TestDeps } from './deps.ts'
import { row } from './registry.ts'

export const admin = { role: 'administrator', id: 'admin' } as const
export const vnpt = { role: 'provider', id: 'app', provider: 'vnpt' } as const

const more = [
  row('agency', 'vnpt', { id: 'vnpt', name: 'VNPT Đắk Lắk', kind: 'provider' }),
  row('agency', 'ea-kar', { id: 'ea-kar', name: 'UBND huyện Ea Kar', kind: 'district' }),
  row('agency', 'cu-mgar', { id: 'cu-mgar', name: "UBND huyện Cư M'gar", kind: 'district' }),
  row('open311', 'georeport', { jurisdiction: 'daklak.gov.vn', contact: 'IOC', keyService: 'IOC' }),
  row('category', 'cay-xanh', {
    code: 'cay-xanh',
    name: 'Cây xanh',
    field: 'Cây xanh',
    attributes: [
      { code: 'height', datatype: 'number', required: true, description: 'Chiều cao' },
      {
        code: 'danger',
        datatype: 'multivaluelist',
        description: 'Nguy cơ',
        values: [
          { key: 'road', name: 'Che đường' },
          { key: 'wire', name: 'Chạm dây điện' },
        ],
      },
    ],
  }),
]

export interface World {
  deps: TestDeps & FileDeps
  file: (fields: Record<string, unknown>) => ReturnType<typeof fileRequest>
}

export async function world(...rules: Parameters<typeof row>[]): Promise<World> {
  const rows = [...more, ...rules.map((rule) => row(...rule))]
  const deps = { ...(await testDeps('2021-10-18 09:00', ...rows)), callers: inMemoryCallerStore() }
  const made = await createApiKey(deps, admin, { provider: 'vnpt', label: 'app' })
  return { deps, file: (fields) => fileRequest(deps, { api_key: made?.key, ...fields }) }
}

export const hole = { service_code: 'giao-thong', address_string: '12 Lê Duẩn, huyện Ea Kar', description: 'Ổ gà lớn' }

export const refused = async (promise: Promise<unknown>): Promise<unknown[]> => {
  const error = await promise.catch((thrown: unknown) => thrown)
  if (error instanceof Open311RefusedError) return error.refusals.map(({ why }) => why)
  throw new Error(`not refused: ${String(error)}`)
}
