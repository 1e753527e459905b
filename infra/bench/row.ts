/** One line of the benchmark's table: ours beside a reference, measured in the same run. */
export interface Row {
  name: string
  ours: string
  reference: string
  /** How many times the reference takes what ours takes. */
  ratio: number
  aim: string
}
