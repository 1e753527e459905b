import { task, type Definition } from './asl-run.ts'

/** Escalates until there is no next step, as the real machine does. */
export const escalation: Definition = {
  StartAt: 'WaitForStep',
  States: {
    WaitForStep: { Type: 'Wait', TimestampPath: '$.nextStepAt', Next: 'Escalate' },
    Escalate: task('escalate', {
      Parameters: { FunctionName: 'escalate', Payload: { contract: 1, 'caseId.$': '$.caseId', 'step.$': '$.step' } },
      ResultSelector: { 'answer.$': '$.Payload' },
      ResultPath: '$.last',
      TimeoutSeconds: 60,
      Retry: [
        {
          ErrorEquals: ['Lambda.ServiceException'],
          IntervalSeconds: 1,
          MaxAttempts: 5,
          BackoffRate: 2,
          JitterStrategy: 'FULL',
        },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'GiveUp' }],
      Next: 'More',
    }),
    More: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.last.answer.finished', BooleanEquals: true, Next: 'Done' },
        {
          And: [
            { Variable: '$.last.answer.step', IsPresent: true },
            { Variable: '$.last.answer.step', NumericLessThan: 9 },
          ],
          Next: 'Carry',
        },
      ],
      Default: 'Done',
    },
    Carry: {
      Type: 'Pass',
      Parameters: {
        'caseId.$': '$.caseId',
        'step.$': '$.last.answer.step',
        'nextStepAt.$': '$.last.answer.nextStepAt',
      },
      Next: 'WaitForStep',
    },
    Done: { Type: 'Succeed' },
    GiveUp: { Type: 'Fail', Error: 'EscalationFailed', Cause: 'see the function' },
  },
}

/** Mails each recipient of a window. */
export const digest: Definition = {
  StartAt: 'PerRecipient',
  States: {
    PerRecipient: {
      Type: 'Map',
      ItemsPath: '$.recipients',
      ItemSelector: { 'to.$': '$$.Map.Item.Value', 'n.$': '$$.Map.Item.Index', 'window.$': '$.window' },
      MaxConcurrency: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Send',
        States: {
          Send: task('send', { ResultPath: '$.sent', Next: 'Pause' }),
          Pause: { Type: 'Wait', Seconds: 1, Next: 'Keep' },
          Keep: { Type: 'Pass', InputPath: '$.sent', OutputPath: '$.value', End: true },
        },
      },
      ResultPath: '$.mails',
      Catch: [{ ErrorEquals: ['AddressGone'], ResultPath: '$.why', Next: 'Alarm' }],
      End: true,
    },
    Alarm: { Type: 'Pass', Result: { alarmed: true }, ResultPath: '$.alarm', OutputPath: '$.alarm', End: true },
  },
}

/** Drafts in two branches, publishes what the right person signed. */
export const report: Definition = {
  StartAt: 'Draft',
  States: {
    Draft: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Figures', States: { Figures: task('figures', { End: true }) } },
        { StartAt: 'Texts', States: { Texts: { Type: 'Pass', Parameters: { 'week.$': '$.week' }, End: true } } },
      ],
      ResultSelector: { 'figures.$': '$[0].value', 'texts.$': '$[1]' },
      ResultPath: '$.draft',
      Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }],
      Next: 'Signed',
    },
    Signed: {
      Type: 'Choice',
      Choices: [
        {
          Or: [{ Variable: '$.signedBy', IsNull: true }, { Not: { Variable: '$.signedBy', StringMatches: 'PCT *' } }],
          Next: 'Unsigned',
        },
        { Variable: '$.week', StringGreaterThanEqualsPath: '$.first', Next: 'Published' },
      ],
      Default: 'Unsigned',
    },
    Published: { Type: 'Pass', OutputPath: '$.draft', End: true },
    Unsigned: { Type: 'Fail', Error: 'Unsigned', Cause: 'at 14:30' },
  },
}
