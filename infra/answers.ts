import { Lazy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { Right } from './house.ts'
import { keptInProduction, named, type Settings } from './settings.ts'

/** Links by which a mail is answered, and figures are read, without an account, and the secret that signs them. */
export class Answers extends Construct {
  readonly #secret: Secret
  #url: string | undefined

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.#secret = new Secret(this, 'LinkSecret', {
      secretName: named(settings, 'link-secret'),
      description: 'Signs the links of mails. A new value voids no link that is out; a second one voids them all.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keptInProduction(settings),
    })
    acknowledge(this.#secret, {
      'AwsSolutions-SMG4':
        'Keys are derived from it by month and so rotate by themselves; a rotation function would be one more thing to fail.',
    })
  }

  /** To read who may answer what from a link. */
  read(): Right {
    return {
      actions: ['secretsmanager:GetSecretValue'],
      resources: [this.#secret.secretArn],
      environment: { LINK_SECRET_ARN: this.#secret.secretArn },
    }
  }

  /** To put links into mails. */
  sign(): Right {
    return this.#leading('ANSWERS_URL', 'answers')
  }

  /** To put links to figures into mails. */
  signFigures(): Right {
    return this.#leading('FIGURES_URL', 'figures')
  }

  #leading(variable: string, path: string): Right {
    const right = this.read()
    const url = Lazy.string({ produce: () => this.#url })
    return { ...right, environment: { ...right.environment, [variable]: `${url}/${path}` } }
  }

  /** Where links lead to: an API that is declared after those who mail them. */
  leadTo(url: string): void {
    this.#url = url
  }
}
