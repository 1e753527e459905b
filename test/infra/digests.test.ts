import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { declared, resources } from './declared.ts'

const dev = declared()
const types = new Set(
  Object.values(z.record(z.string(), z.object({ Type: z.string() })).parse(dev.toJSON()['Resources'])).map(
    ({ Type }) => Type,
  ),
)

describe('auto-reply loops', () => {
  it('cannot begin: nothing receives mail, so nothing is triggered by an incoming one', () => {
    expect([...types].filter((type) => type.startsWith('AWS::SES::')).toSorted()).toEqual([
      'AWS::SES::ConfigurationSet',
      'AWS::SES::ConfigurationSetEventDestination',
      'AWS::SES::EmailIdentity',
    ])
  })
})

describe('the function that sends', () => {
  it('ends before the lease of what it has claimed, 90 s', () => {
    const sender = Object.values(resources(dev, 'AWS::Lambda::Function')).find(
      ({ FunctionName }) => FunctionName === 'dondoc-dev-send-digest',
    )
    expect(Number(sender?.['Timeout'])).toBeLessThanOrEqual(60)
  })
})

describe('a mailbox that is mended', () => {
  it('is written to again as soon as its incident is closed: SES keeps no list of its own', () => {
    const [set] = Object.values(resources(dev, 'AWS::SES::ConfigurationSet'))
    expect(set?.['SuppressionOptions']).toEqual({ SuppressedReasons: [] })
  })
})
