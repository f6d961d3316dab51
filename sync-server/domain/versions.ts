/** Version of the reference data (lists of codes) beside the rules. */
export const REFERENCE = "1";
