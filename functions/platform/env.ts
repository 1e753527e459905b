import * as z from 'zod'

const arn = z.string().startsWith('arn:')

const variables = {
  TABLE_NAME: z.string().min(3),
  DOCUMENTS_BUCKET: z.string().min(3),
  ESCALATION_MACHINE_ARN: arn,
  DIGESTS_MACHINE_ARN: arn,
  REPORT_MACHINE_ARN: arn,
  ACCOUNTABILITY_MACHINE_ARN: arn,
  IMPORT_MACHINE_ARN: arn,
  LINK_SECRET_ARN: arn,
  ANSWERS_URL: z.url(),
  FIGURES_URL: z.url(),
  MAIL_SENDER: z.email(),
  MAIL_CONFIGURATION_SET: z.string().min(1),
} as const

/** One variable of the function's environment, parsed at cold start. @throws z.ZodError naming the variable */
export function variable(name: keyof typeof variables): string {
  return z.object({ [name]: variables[name] }).parse(process.env)[name] ?? ''
}
