import * as z from 'zod'
import { instant } from './instant.ts'
import { name } from './slug.ts'

/** What becomes of a document on its way through the e-office systems. To add a step: a row here. */
export const transmissionStep = z.enum(['sent', 'received', 'opened'])
export type TransmissionStep = z.output<typeof transmissionStep>

/** One word of an e-office system, or of the clerk who reads it there. */
export const transmission = z.strictObject({
  step: transmissionStep,
  /** As the report names it under "Kính gửi" or "Nơi nhận". */
  recipient: name,
  at: instant,
  /** Which unit or post did it: never a person's name. */
  by: name.optional(),
  /** What the e-office calls the document. */
  reference: name.optional(),
})
export type Transmission = z.output<typeof transmission>

export const storedTransmission = transmission.extend({
  /** Of the report: a correction is sent anew. */
  content: z.int().min(1),
  recordedAt: instant,
  recordedBy: z.string(),
})
export type StoredTransmission = z.output<typeof storedTransmission>

const stepTaken = transmission.pick({ at: true, by: true, reference: true })

/** How far one recipient has the document. */
export const delivered = z.strictObject({
  recipient: z.string(),
  ...z.strictObject({ sent: stepTaken, received: stepTaken, opened: stepTaken }).partial().shape,
})
export type Delivered = z.output<typeof delivered>

/** Every recipient, also those of whom nothing is known yet; of each step the first word counts. */
export const deliveredTo = (recipients: readonly string[], told: readonly StoredTransmission[]): Delivered[] =>
  recipients.map((recipient) => {
    const own = told.filter((each) => each.recipient === recipient)
    const steps = transmissionStep.options.flatMap((step) => {
      const first = own.find((each) => each.step === step)
      return first === undefined ? [] : [[step, stepTaken.parse(pick(first))] as const]
    })
    return { recipient, ...Object.fromEntries(steps) }
  })

const pick = ({ at, by, reference }: StoredTransmission): Partial<Transmission> => ({
  at,
  ...(by !== undefined && { by }),
  ...(reference !== undefined && { reference }),
})
