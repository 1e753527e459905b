declare module 'asl-validator' {
  /** Adds `QueryLanguage` to every state of `definition`: hand it a copy. */
  export default function validate(definition: unknown): {
    isValid: boolean
    errors: { message?: string; Message?: string; instancePath?: string }[]
    errorsText(separator?: string): string
  }
}
