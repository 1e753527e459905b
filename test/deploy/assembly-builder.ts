import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAssembly, type Assembly } from '../../infra/deploy/assembly.ts'

export const STACK = 'dondoc-dev'

/** Two functions and what CDK adds for itself. */
export function assemblyIn(folder: string): Assembly {
  const outdir = join(folder, 'cdk.out')
  const inAssets = (S3Key: string) => ({ Code: { S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}' }, S3Key } })
  const file = (path: string, packaging: string, objectKey: string) => ({
    source: { path, packaging },
    destinations: { here: { objectKey } },
  })
  for (const name of ['asset.a', 'asset.b']) mkdirSync(join(outdir, name), { recursive: true })
  writeFileSync(join(outdir, 'asset.a', 'index.js'), 'exports.handler = 1')
  writeFileSync(join(outdir, 'asset.b', 'index.js'), 'exports.handler = 2')
  const put = (name: string, content: object) => writeFileSync(join(outdir, name), JSON.stringify(content))
  put('manifest.json', { artifacts: { [STACK]: { type: 'aws:cloudformation:stack' }, Tree: { type: 'cdk:tree' } } })
  put(`${STACK}.assets.json`, {
    files: {
      a: file('asset.a', 'zip', 'a.zip'),
      b: file('asset.b', 'zip', 'b.zip'),
      t: file(`${STACK}.template.json`, 'file', 't.json'),
    },
  })
  put(`${STACK}.template.json`, {
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>' } },
    Rules: { CheckBootstrapVersion: {} },
    Resources: {
      A: { Type: 'AWS::Lambda::Function', Properties: inAssets('a.zip') },
      B: { Type: 'AWS::Lambda::Function', Properties: inAssets('b.zip') },
    },
  })
  return readAssembly(outdir)
}
