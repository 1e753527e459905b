import { describe, expect, it } from 'vitest'
import { failing, type Functions } from '../local/asl-run.ts'
import { run, told } from './machines.ts'

const week = { contract: 1, week: '2021-W43' }
const morning = { contract: 1, action: 'draft', time: '2021-10-29T01:00:00.000Z' }
const plan = {
  ...week,
  due: true,
  version: 1,
  checkAt: '2021-10-29T06:00:00.000Z',
  publishAt: '2021-10-29T07:30:30.000Z',
  verifyAt: '2021-10-29T07:45:00.000Z',
}

/** A report day on which nobody signs and everything works. */
function reportDay(changes: Functions = {}): Functions {
  let mailed = false
  return {
    draftReport: () => plan,
    renderReport: (input) => input,
    checkReport: () => ({ ...week, mailed }),
    publishReport: () => ({ ...week, published: true, version: 2 }),
    mailReport: (input) => {
      mailed = true
      return input
    },
    ...changes,
  }
}

const alreadyPublished = () => ({ ...week, published: false, version: 2 })
const alwaysFails = () => failing(Array<string>(99).fill('InternalServerError'))

describe('the report day', () => {
  it('goes from the draft to the proof of mailing when nobody signs', async () => {
    const outcome = await run('weekly-report', morning, reportDay())
    expect(told(outcome)).toEqual([
      'draftReport 08:00:00',
      'checkReport 08:00:00',
      'renderReport 08:00:00',
      'checkReport 13:00:00',
      'publishReport 14:30:30',
      'renderReport 14:30:30',
      'mailReport 14:30:30',
      'checkReport 14:45:00',
    ])
    expect(outcome.error).toBeUndefined()
  })

  it('renders the draft first and the published version later', async () => {
    const outcome = await run('weekly-report', morning, reportDay())
    const rendered = outcome.calls.filter(({ fn }) => fn === 'renderReport').map(({ payload }) => payload)
    expect(rendered).toEqual([
      { ...week, version: 1 },
      { ...week, version: 2 },
    ])
  })

  it('tells the draft which execution it is, so that a second one of the same morning knows', async () => {
    const outcome = await run('weekly-report', morning, reportDay())
    expect(outcome.calls[0]?.payload).toEqual({ contract: 1, time: morning.time, execution: 'first' })
  })

  it('ends at once where no report is due', async () => {
    const outcome = await run('weekly-report', morning, reportDay({ draftReport: () => ({ contract: 1, due: false }) }))
    expect(told(outcome)).toEqual(['draftReport 08:00:00'])
    expect(outcome.error).toBeUndefined()
  })

  it('leaves a report alone at the deadline that was signed before, but still verifies it', async () => {
    const outcome = await run(
      'weekly-report',
      morning,
      reportDay({ publishReport: alreadyPublished, checkReport: () => ({ ...week, mailed: true }) }),
    )
    expect(told(outcome).slice(4)).toEqual(['publishReport 14:30:30', 'checkReport 14:45:00'])
    expect(outcome.error).toBeUndefined()
  })

  it('publishes the report although its draft could not be rendered, and ends as failed', async () => {
    let renderings = 0
    const renderReport = (input: unknown) => {
      renderings += 1
      if (renderings <= 13) throw new Error('no font')
      return input
    }
    const outcome = await run('weekly-report', morning, reportDay({ renderReport }))
    expect(told(outcome).slice(-4)).toEqual([
      'publishReport 14:30:30',
      'renderReport 14:30:30',
      'mailReport 14:30:30',
      'checkReport 14:45:00',
    ])
    expect(outcome.error).toBe('MailedAfterFailure')
  })

  it('mails the report when mail works again, after the alarm of 14:45', async () => {
    // given SES is down from 14:30 to 14:50
    let mailed = false
    const mailReport = (input: unknown) => {
      if ((mailReportCalls += 1) <= 18) throw new Error('ServiceUnavailable')
      mailed = true
      return input
    }
    let mailReportCalls = 0
    // when
    const outcome = await run(
      'weekly-report',
      morning,
      reportDay({ mailReport, checkReport: () => ({ ...week, mailed }) }),
    )
    // then
    const story = told(outcome)
    expect(story).toContain('checkReport 14:45:00')
    expect(story.at(-1)).toMatch(/^mailReport 14:4[5-9]/)
    expect(mailed).toBe(true)
    expect(outcome.error).toBe('MailedAfterFailure')
  })

  it('fails, and so raises an alarm, when the report cannot be published at all', async () => {
    const outcome = await run('weekly-report', morning, reportDay({ publishReport: alwaysFails() }))
    expect(outcome.error).toBe('InternalServerError')
    // 14:45 has not passed.
    expect(outcome.took).toBeLessThan(6.75 * 3600)
  })

  it('fails for an action that it does not know', async () => {
    const outcome = await run('weekly-report', { ...morning, action: 'erase' }, reportDay())
    expect(outcome).toMatchObject({ error: 'ReportFailed', calls: [] })
  })
})

describe('a signature', () => {
  const signature = {
    ...week,
    action: 'publish',
    time: '2021-10-29T03:00:00.000Z',
    notBefore: '2021-10-29T03:00:30.000Z',
  }

  it('publishes, renders and mails, once contributions under way are in', async () => {
    const outcome = await run('weekly-report', signature, reportDay())
    expect(told(outcome)).toEqual(['publishReport 10:00:30', 'renderReport 10:00:30', 'mailReport 10:00:30'])
    expect(outcome.calls[0]?.payload).toEqual({ ...week, mode: 'signed' })
    expect(outcome.error).toBeUndefined()
  })

  it('raises an alarm when its report cannot be mailed', async () => {
    const outcome = await run('weekly-report', signature, reportDay({ mailReport: alwaysFails() }))
    expect(outcome.error).toBe('InternalServerError')
  })
})
