import { build, transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { markConstants } from '../../infra/unused-constants.ts'

/** What is left of a module when only `used` of it is, run. */
async function usedOf(source: string): Promise<{ code: string; used: unknown }> {
  const { code } = await transform(source, { loader: 'ts', supported: { 'template-literal': false } })
  const bundled = await build({
    stdin: { contents: `import { used } from 'module'; globalThis.used = used` },
    bundle: true,
    write: false,
    format: 'iife',
    plugins: [
      {
        name: 'given',
        setup: (on) => {
          on.onResolve({ filter: /^module$/ }, ({ path }) => ({ path, namespace: 'given' }))
          on.onLoad({ filter: /./, namespace: 'given' }, () => ({ contents: markConstants(code) }))
        },
      },
    ],
  })
  const text = bundled.outputFiles[0]?.text ?? ''
  await import(`data:text/javascript,${encodeURIComponent(text)}`)
  return { code: text, used: Reflect.get(globalThis, 'used') }
}

const made = `const make = (parts: object) => ({ get parts() { return parts } })`

describe('constants of a module', () => {
  it('that nobody uses are left out, with all that only they mention', async () => {
    const { code, used } = await usedOf(`${made}
      const part = make({ name: 'left out' })
      export const unused = make({
        part, other: make({ name: 'left out' }),
      })
      export const list = [make({ name: 'left out' })]
      export const used = make({ name: 'kept' }).parts`)
    expect(used).toEqual({ name: 'kept' })
    expect(code).not.toContain('left out')
  })

  it('that are used mean what they meant, over however many lines they go', async () => {
    const { used } = await usedOf(`${made}
      const text = [\`first;
const second = make(third);
\`].join('')
      const nested = make({
        deep: [make({
          to: () => {
            const inner = make({ n: 1 });
            return inner;
          },
        }).parts],
      }).parts
      const sum = (1 + 2) * 3
      export const add = (a: number) => a + sum
      export const used = { text, n: nested.deep[0].to().parts.n, sum: add(1) }`)
    expect(used).toEqual({ text: 'first;\nconst second = make(third);\n', n: 1, sum: 10 })
  })

  it('that are functions or classes stay as they are', () => {
    const code = 'export const f = (a) => {\n  return g(a);\n};\nconst h = async (a) => g(a);\nconst i = class {\n};\n'
    expect(markConstants(code)).toBe(code)
  })
})
