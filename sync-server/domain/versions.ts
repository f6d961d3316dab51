import { CURRENT_PACK } from "../../shared/pge/packs/registry.ts";

/** Pack and version that the centre decides with. */
export const RULES = `${CURRENT_PACK.id}@${CURRENT_PACK.version}`;
/** Version of the reference data (lists of codes) beside the rules. */
export const REFERENCE = "1";
