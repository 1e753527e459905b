import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App, type AppProps, Validations } from 'aws-cdk-lib'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' }
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import * as z from 'zod'
import { readSettings } from './settings.ts'
import { DondocStack } from './stack.ts'

/** `cdk.json` counts also where the app runs without the CLI: one template, however it is made. */
const fromCdkJson = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8'))).context

/** The app with its one stack. Synthesis fails on a broken rule of cdk-nag that nobody has acknowledged. */
export function dondocApp(code: (name: string) => Code, props: AppProps = {}): { app: App; stack: DondocStack } {
  const context = { ...flags, ...fromCdkJson, ...props.context }
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false, ...props, context })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  const stack = new DondocStack(app, { settings: readSettings(app.node), code })
  return { app, stack }
}
