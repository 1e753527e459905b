/** `T` with its possibly undefined fields made optional, as `exactOptionalPropertyTypes` wants them. */
export type DefinedOnly<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out the fields that are undefined: DynamoDB and strict schemas know no undefined. */
export const definedOnly = <T extends object>(fields: T): DefinedOnly<T> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- dropping undefined values is just what the type says
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as DefinedOnly<T>

/** The object without these fields. */
export function without<T extends object, K extends keyof T & string>(fields: T, ...names: readonly K[]): Omit<T, K> {
  const left: Partial<T> = { ...fields }
  for (const name of names) delete left[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- deleting the fields is just what the type says
  return left as Omit<T, K>
}

/** The keys of a table written as a literal, as a non-empty list for `z.enum`. */
export const keysOf = <T extends object>(table: T): [keyof T & string, ...(keyof T & string)[]] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys of a closed literal
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]

/** Made at the first call, and then kept. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
