import * as z from 'zod'
import { instant, localDate } from './instant.ts'
import { keysOf } from './objects.ts'
import { slug } from './registry.ts'

const line = z.string().normalize().trim().min(1).max(300)
const text = z.string().normalize().trim().min(1).max(8000)
const count = z.int().min(0)

/** Where the centre tells people of its services. To add a channel: a row here and its words in `functions/text`. */
export const channel = z.enum(['facebook', 'zalo', 'youtube', 'website', 'radio', 'television', 'press', 'other'])

/** Counted by hand: what was put out on one channel in the period, and how many it reached, where that is known. */
export const channelCount = z.strictObject({ channel, posts: count, reached: count.optional() })

export const audience = z.enum(['citizens', 'businesses'])
export const medium = z.enum(['app', 'service'])
export const usageMeasure = z.enum(['downloads', 'users', 'visits'])

/** Counted by hand: how many downloaded, used or visited an app or a service, in the period and in all since its start. */
export const usageCount = z.strictObject({
  audience,
  medium,
  measure: usageMeasure,
  inPeriod: count,
  inAll: count.optional(),
})

/** One unit that was shown how to connect to a service and use it. */
export const guidanceRow = z.strictObject({
  unit: slug,
  connectedSince: localDate.optional(),
  guidedOn: z.array(localDate).max(31),
})

/** A service proposed for a field in which there is none yet. */
export const proposal = z.strictObject({ field: line, service: line, text: text.optional() })

/** What a contribution may bring. An empty list says that there is nothing to tell, a missing one that nobody has told. */
const parts = {
  text,
  channels: z.array(channelCount).max(channel.options.length),
  leadershipChannel: text,
  usage: z.array(usageCount).max(12),
  guidance: z.array(guidanceRow).max(200),
  proposals: z.array(proposal).max(50),
} as const
export const contributionPart = z.enum(keysOf(parts))
export type ContributionPart = z.output<typeof contributionPart>

/**
 * What the governing letter (item 4) orders the report to say, section by section: the parts that must be there, and
 * those that may. The three of a service stand once per running city service.
 */
export const sections = {
  operatingProcesses: { of: 'centre', wanted: ['text'], free: [] },
  communication: { of: 'centre', wanted: ['text', 'channels'], free: [] },
  features: { of: 'service', wanted: ['text'], free: [] },
  dataUpdates: { of: 'service', wanted: ['text'], free: [] },
  effectiveness: { of: 'service', wanted: ['leadershipChannel', 'usage', 'guidance'], free: ['text'] },
  expansion: { of: 'centre', wanted: ['proposals'], free: ['text'] },
  other: { of: 'centre', wanted: ['text'], free: [] },
  difficulties: { of: 'centre', wanted: ['text'], free: [] },
} as const satisfies Record<string, SectionRule>
interface SectionRule {
  of: 'centre' | 'service'
  wanted: readonly ContributionPart[]
  free: readonly ContributionPart[]
}
export const reportSection = z.enum(keysOf(sections))
export type ReportSection = z.output<typeof reportSection>
export const generalSections = reportSection.options.filter((section) => sections[section].of === 'centre')
export const serviceSections = reportSection.options.filter((section) => sections[section].of === 'service')

const fields = z.strictObject({
  section: reportSection,
  /** The city service, of a section that each service has. */
  cityService: slug.optional(),
  ...z.strictObject(parts).partial().shape,
})

/** What a person gives for one section: narrative, and numbers counted by hand. Figures of cases are never contributed. */
export const contribution = fields.superRefine((given, context) => {
  const { of, wanted, free }: SectionRule = sections[given.section]
  const refuse = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message })
  if ((given.cityService === undefined) === (of === 'service'))
    refuse('cityService', 'stands with a section of a service, and with no other')
  const taken = [...wanted, ...free]
  const brought = contributionPart.options.filter((part) => given[part] !== undefined)
  for (const part of brought) if (!taken.includes(part)) refuse(part, 'belongs to another section')
  if (brought.length === 0) refuse(taken[0] ?? 'text', 'brings something that the section takes')
})
export type Contribution = z.output<typeof contribution>

export const storedContribution = fields.extend({ author: z.string(), storedAt: instant })
export type StoredContribution = z.output<typeof storedContribution>

/** One part of one section. */
export interface Wanted {
  section: ReportSection
  cityService?: string
  part: ContributionPart
}

const nameOf = ({ section, cityService }: Contribution): string => `${cityService ?? ''} ${section}`

/** What counts: of each section and service the last word on each part, one part a row, by whoever gave it. */
export function lastWords(all: readonly StoredContribution[]): StoredContribution[] {
  const last = new Map<string, StoredContribution>()
  for (const { section, cityService, author, storedAt, ...given } of all)
    for (const part of contributionPart.options) {
      if (given[part] === undefined) continue
      const whose = { section, ...(cityService === undefined ? {} : { cityService }) }
      last.set(`${nameOf(whose)} ${part}`, { ...whose, [part]: given[part], author, storedAt })
    }
  return [...last.values()]
}

/** All that the report should say, in its order; of every running city service, also of one without cases. */
const wantedOf = (services: readonly { id: string }[]): Wanted[] => [
  ...generalSections.flatMap((section) => sections[section].wanted.map((part) => ({ section, part }))),
  ...services.flatMap(({ id }) =>
    serviceSections.flatMap((section) => sections[section].wanted.map((part) => ({ section, cityService: id, part }))),
  ),
]

/** What nobody has written or counted yet. */
export const missingParts = (services: readonly { id: string }[], given: readonly Contribution[]): Wanted[] =>
  wantedOf(services).filter(
    (wanted) =>
      !given.some(
        (each) =>
          each.section === wanted.section && each.cityService === wanted.cityService && each[wanted.part] !== undefined,
      ),
  )
