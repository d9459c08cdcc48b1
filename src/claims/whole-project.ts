/** The subject of an edge whose sentence names none: every module of the package that holds the document. */
export const wholeProject = 'the project'
