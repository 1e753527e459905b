/**
 * A promise that a function leaves behind and that rejects, or an error in one of its callbacks, would end this
 * process. On AWS it ends the function's instance. Here it is reported, if its stack names one of the folders.
 * @returns what ends the watch
 */
export function watchStrays(folders: readonly string[], onStray: (error: Error) => void): () => void {
  const catchStray = (error: unknown): void => {
    const { stack = '' } = error instanceof Error ? error : {}
    if (!(error instanceof Error) || !folders.some((folder) => stack.includes(folder))) throw error
    onStray(error)
  }
  process.on('unhandledRejection', catchStray)
  process.on('uncaughtException', catchStray)
  return () => {
    process.off('unhandledRejection', catchStray)
    process.off('uncaughtException', catchStray)
  }
}
