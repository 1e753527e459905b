/** Below it lie the files of imports, and all that is made of them: rows of lists hold names and phones. */
export const IMPORT_FILES = 'import/'

/** A list is checked, mended and taken in within a working week; what it says of citizens must not outlast that here. */
export const IMPORT_FILES_KEPT_DAYS = 7
