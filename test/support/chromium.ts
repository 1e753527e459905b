import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'

/** Where a Chromium is on this machine, if there is one. */
export const chromium = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path))

const message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
})
const target = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }))
const evaluated = z.object({ result: z.object({ value: z.unknown() }), exceptionDetails: z.unknown().optional() })

/** What a key is to Chromium: its code for programs, and the text that it types. */
const keys = {
  Tab: { windowsVirtualKeyCode: 9 },
  Enter: { windowsVirtualKeyCode: 13, text: '\r' },
  ' ': { windowsVirtualKeyCode: 32, text: ' ' },
  ArrowDown: { windowsVirtualKeyCode: 40 },
} as const

/** One page of a headless Chromium, driven by the DevTools protocol as a person with a keyboard would. */
export class Browser {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #socket: WebSocket
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>()
  #sent = 0
  #loaded = Promise.withResolvers<void>()

  private constructor({ process: started, profile, socket }: Started) {
    this.#process = started
    this.#profile = profile
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#hear(message.parse(JSON.parse(String(data)))))
  }

  static async open(executable: string): Promise<Browser> {
    const browser = new Browser(await startUp(executable))
    await browser.#send('Page.enable')
    return browser
  }

  /** CSS pixels; below 600 as a phone. */
  async resize(width: number, height: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 }
    await this.#send('Emulation.setDeviceMetricsOverride', metrics)
  }

  async show(url: string): Promise<void> {
    await this.#thenLoaded(() => this.#send('Page.navigate', { url }))
  }

  async press(key: keyof typeof keys): Promise<void> {
    for (const type of ['keyDown', 'keyUp'])
      await this.#send('Input.dispatchKeyEvent', { type, key, code: key, ...keys[key] })
  }

  /** Presses what leads to another page, and waits for it. */
  async pressToLeave(key: keyof typeof keys): Promise<void> {
    await this.#thenLoaded(() => this.press(key))
  }

  async type(text: string): Promise<void> {
    await this.#send('Input.insertText', { text })
  }

  /** The value of an expression in the page. @throws Error where it throws */
  async evaluate(expression: string): Promise<unknown> {
    const answer = evaluated.parse(await this.#send('Runtime.evaluate', { expression, returnByValue: true }))
    if (answer.exceptionDetails !== undefined) throw new Error(`${expression} throws`)
    return answer.result.value
  }

  async close(): Promise<void> {
    this.#socket.close()
    this.#process.kill()
    if (this.#process.exitCode === null) await once(this.#process, 'exit')
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }

  async #thenLoaded(act: () => Promise<unknown>): Promise<void> {
    this.#loaded = Promise.withResolvers()
    await act()
    await this.#loaded.promise
  }

  async #send(method: string, params: object = {}): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>()
    this.#answers.set((this.#sent += 1), answer)
    this.#socket.send(JSON.stringify({ id: this.#sent, method, params }))
    return answer.promise
  }

  #hear({ id, method, result, error }: z.output<typeof message>): void {
    if (method === 'Page.loadEventFired') this.#loaded.resolve()
    const answer = id === undefined ? undefined : this.#answers.get(id)
    if (error === undefined) answer?.resolve(result)
    else answer?.reject(new Error(error.message))
  }
}

interface Started {
  process: ChildProcess
  profile: string
  socket: WebSocket
}

async function startUp(executable: string): Promise<Started> {
  const profile = mkdtempSync(join(tmpdir(), 'dondoc-chromium-'))
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run']
  const where = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const started = spawn(executable, [...flags, ...where], { stdio: ['ignore', 'ignore', 'pipe'] })
  const { host } = new URL(await addressOf(started))
  const targets = target.parse(await (await fetch(`http://${host}/json`)).json())
  const socket = new WebSocket(targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '')
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('Chromium does not answer')))
  })
  return { process: started, profile, socket }
}

/** Chromium says on its standard error where it listens. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('Chromium is silent')
  for await (const line of createInterface(stderr)) {
    const [address] = /ws:\/\/\S+/.exec(line) ?? []
    if (address !== undefined) return address
  }
  throw new Error('Chromium ended before it listened')
}
