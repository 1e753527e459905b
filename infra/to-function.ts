import {
  HttpIntegrationType,
  HttpRouteIntegration,
  type HttpRouteIntegrationConfig,
  IntegrationCredentials,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'

/** A function behind a route, called in the name of the API's own role. */
export class ToFunction extends HttpRouteIntegration {
  readonly #to: IFunction
  readonly #as: Role

  constructor(id: string, to: IFunction, as: Role) {
    super(id)
    this.#to = to
    this.#as = as
  }

  bind(): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      uri: this.#to.functionArn,
      credentials: IntegrationCredentials.fromRole(this.#as),
    }
  }
}
