import { bundleHandlers } from './bundles.ts'
import { dondocApp } from './dondoc-app.ts'

const bundles = bundleHandlers()
try {
  dondocApp(bundles.code).app.synth()
} finally {
  bundles.remove()
}
