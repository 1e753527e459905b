import type { Model } from './model.ts'
import { permits } from './role.ts'

/** On AWS it would show when an execution comes to that state, which may be in weeks. */
export function refuseMachinesWithoutRights({ machines, functions }: Model): void {
  for (const { name, definition, role } of machines) {
    const called = functions.filter(({ arn }) => definition.includes(`"${arn}"`))
    const denied = called.find(({ arn }) => !permits(role, { action: 'lambda:InvokeFunction', resource: arn }))
    if (denied) throw new Error(`the role of ${name} does not allow it to invoke ${denied.name}`)
  }
}
