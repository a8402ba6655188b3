/** Where the server is that is measured … */
export const SUBJECT_CORE = 0;
/** … and where everything else is. */
export const OTHER_CORE = 1;
