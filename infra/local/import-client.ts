import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'

const progress = z.object({
  chunks: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
})
export type Progress = z.output<typeof progress>

const link = z.object({ url: z.url(), headers: z.record(z.string(), z.string()) })
const row = z.object({
  row: z.int(),
  id: z.string().optional(),
  result: z.string(),
  errors: z
    .array(z.object({ field: z.string(), value: z.unknown(), ruleVi: z.string(), ruleEn: z.string() }))
    .default([]),
})
export type ImportedRow = z.output<typeof row>

/** What the API tells of an import, as far as the command uses it. */
const importView = z.object({
  id: z.string(),
  status: z.enum(['waiting', 'checking', 'checked', 'applying', 'applied', 'refused']),
  list: z.object({ mapping: z.string(), rows: z.int(), chunks: z.int() }).optional(),
  checked: progress.optional(),
  applied: progress.optional(),
  refusal: z.object({ detail: z.string(), proposal: z.unknown().optional() }).optional(),
  upload: link.optional(),
  refusedRows: link.optional(),
  page: z.object({ rows: z.array(row), next: z.int().optional() }).optional(),
})
export type ImportView = z.output<typeof importView>

/** The API refused; the message is what it says. */
export class ImportRefusedError extends Error {
  override readonly name = 'ImportRefusedError'
}

export interface ClientOptions {
  /** Of the API, without a path. */
  readonly url: string
  readonly token: string
}

export interface Announcement {
  readonly name: string
  readonly body: Uint8Array
  readonly mapping?: string | undefined
  readonly armFrom?: 'now' | undefined
}

const POLL_MS = 500

/** The import routes as an operator's program uses them. @throws ImportRefusedError */
export class ImportClient {
  readonly #options: ClientOptions

  constructor(options: ClientOptions) {
    this.#options = options
  }

  /** Announces the file and sends it, unless it has been read before. */
  async send({ name, body, mapping, armFrom }: Announcement): Promise<ImportView> {
    const sha256 = createHash('sha256').update(body).digest('hex')
    const view = await this.#call('/imports', { file: { name, bytes: body.length, sha256 }, mapping, armFrom })
    const { upload } = view
    if (upload !== undefined)
      await ok(await reach(upload.url, { method: 'PUT', headers: upload.headers, body: Buffer.from(body) }))
    return view
  }

  order(id: string, type: 'check' | 'apply'): Promise<ImportView> {
    return this.#call(`/imports/${id}/commands`, { type })
  }

  /** Asks again and again until the run is over. */
  async follow(id: string, told: (view: ImportView) => void): Promise<ImportView> {
    for (;;) {
      const view = await this.#call(`/imports/${id}`)
      told(view)
      if (view.status !== 'checking' && view.status !== 'applying') return view
      await pause(POLL_MS)
    }
  }

  async *rows(id: string): AsyncGenerator<ImportedRow> {
    for (let page: number | undefined = 1; page !== undefined;) {
      const view = await this.#call(`/imports/${id}?page=${page}`)
      yield* view.page?.rows ?? []
      page = view.page?.next
    }
  }

  async refusedRows({ refusedRows }: ImportView): Promise<Uint8Array | undefined> {
    if (refusedRows === undefined) return undefined
    return new Uint8Array(await (await ok(await reach(refusedRows.url))).arrayBuffer())
  }

  async #call(path: string, body?: unknown): Promise<ImportView> {
    const { url, token } = this.#options
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await ok(await reach(new URL(path, url), { headers, ...post }))
    return importView.parse(await answer.json())
  }
}

const TRIES = 4
const PAUSE_MS = 250

/**
 * A long run asks hundreds of times, and a connection may be closed just as it is used again. Each of these calls may be
 * made twice: an import is named by its file, and an order that was taken is taken up.
 */
async function reach(url: string | URL, init?: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1)
    try {
      return await fetch(url, init)
    } catch (error) {
      if (tries === TRIES) throw error
      await pause(PAUSE_MS * tries)
    }
}

const problem = z.object({ detail: z.string() })

async function ok(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const text = await answer.text()
  const told = problem.safeParse(parsed(text)).data?.detail ?? text.slice(0, 300)
  throw new ImportRefusedError(`${answer.status} ${told}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
