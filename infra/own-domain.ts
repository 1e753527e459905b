import { CfnOutput } from 'aws-cdk-lib'
import { ApiMapping, DomainName, type HttpStage, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { Construct } from 'constructs'
import type { Settings } from './settings.ts'

/**
 * Where the API stands for its callers, and where links in mails lead: the province's own name where there is one, which
 * the province points at the output `DomainTarget` by a CNAME record.
 */
export function urlOf(scope: Construct, { domain, certificate }: Settings, stage: HttpStage): string {
  if (domain === undefined || certificate === undefined) return stage.api.apiEndpoint
  const own = new Construct(scope, 'Own')
  const domainName = new DomainName(own, 'Domain', {
    domainName: domain,
    certificate: Certificate.fromCertificateArn(own, 'Certificate', certificate),
    securityPolicy: SecurityPolicy.TLS_1_2,
  })
  const mapping = new ApiMapping(own, 'Mapping', { api: stage.api, domainName, stage })
  const target = new CfnOutput(own, 'DomainTarget', { value: domainName.regionalDomainName })
  target.node.addDependency(mapping)
  return `https://${domain}`
}
