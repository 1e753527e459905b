import { bundleHandlers } from './bundles.ts'
import { dondocApp } from './dondoc-app.ts'

const bundles = await bundleHandlers()
try {
  dondocApp(bundles.code).app.synth()
} finally {
  bundles.remove()
}
