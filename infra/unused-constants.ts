import { readFile } from 'node:fs/promises'
import { transform, type Plugin } from 'esbuild'

/**
 * Leaves out of a bundle the constants of our modules that it does not use: schemas above all, whose making takes most
 * of a cold start that is our own. A module of ours only defines when it is imported; esbuild cannot know that of a call
 * and keeps each with all that it mentions, so it is told. What is used is made at the start as before, while Lambda
 * gives a whole processor.
 */
export const dropUnusedConstants: Plugin = {
  name: 'drop-unused-constants',
  setup: (build) => {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), PRINTED)
      return { contents: markConstants(code), loader: 'js' }
    })
  },
}

/** As esbuild prints: a statement of the module starts a line, all but its last line is indented, opens or goes on. */
const PRINTED = { loader: 'ts', target: 'node24', supported: { 'template-literal': false } } as const

/** A constant that is worked out: no function and no class, of which esbuild sees by itself whether they are used. */
const CONSTANT = /^((?:export )?const [\w$]+ = )(?!async |function|class |\(|[\w$]+ =>)(?=.*[([{])/

/** @param code as esbuild prints it, without template literals */
export function markConstants(code: string): string {
  let open = false
  return code
    .split('\n')
    .map((line) => {
      const begun = open ? line : line.replace(CONSTANT, '$1/* @__PURE__ */ (() => (')
      open ||= begun !== line
      if (!open || !/^\S.*;$/.test(line)) return begun
      open = false
      return `${begun.slice(0, -1)}))();`
    })
    .join('\n')
}
