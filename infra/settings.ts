import { RemovalPolicy } from 'aws-cdk-lib'
import type { Node } from 'constructs'
import * as z from 'zod'

/** What differs between deployments. Each is a context value: `-c stage=prod -c operators=…`. */
const settings = z
  .object({
    stage: z.enum(['dev', 'prod']).default('dev'),
    /** Sender of all mail. SES has to own its domain, see the outputs of the stack. */
    mailSender: z.email().default('don-doc@ioc.example'),
    /** Who is told of alarms. */
    operators: z.email().optional(),
    /** `off` after a restore, until the mails sent since the restore point are reconciled. */
    schedules: z.enum(['on', 'off']).default('on'),
    /** A name of the province's own for the API and for links in mails, with the ARN of its certificate. */
    domain: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/)
      .optional(),
    certificate: z.string().startsWith('arn:aws:acm:').optional(),
    /** Software that posts by itself, one client each, as its scope: `provider.vnpt`, `agency.so-xd`, `centre.monitoring`. */
    sources: z.array(z.string().regex(/^((provider|agency)\.[\w-]+|centre\.monitoring)$/)).default([]),
  })
  .refine(({ stage, mailSender }) => stage !== 'prod' || !mailSender.endsWith('.example'), {
    message: 'production needs a sender of its own: -c mailSender=don-doc@…',
  })
  .refine(({ domain, certificate }) => (domain === undefined) === (certificate === undefined), {
    message: 'a domain needs a certificate of AWS Certificate Manager in this region, and a certificate a domain',
  })
  .refine(({ stage, operators }) => stage !== 'prod' || operators !== undefined, {
    message: 'production needs somebody to tell: -c operators=…',
  })

export type Settings = z.output<typeof settings>

/** @throws z.ZodError naming the context value that is missing or wrong */
export const readSettings = (node: Node): Settings =>
  settings.parse(Object.fromEntries(Object.keys(settings.shape).map((key) => [key, node.tryGetContext(key)])))

/** By it logs and metrics of one stage are told from another's in the same account. */
export const serviceName = ({ stage }: Settings): string => `dondoc-${stage}`

/** `dondoc-prod-start-timers`: names that people meet in the console and in alarms. */
export const named = ({ stage }: Settings, name: string): string => `dondoc-${stage}-${name}`

/**
 * Data, and what holds people's access, outlives a mistake in production; a first deployment that fails leaves nothing
 * behind whose name the second would find taken, and a development stage leaves nothing at all.
 */
export const keptInProduction = ({ stage }: Settings): RemovalPolicy =>
  stage === 'prod' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY
