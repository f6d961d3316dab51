import { CURRENT_PACK } from "../../shared/pge/packs/registry.ts";
import { useDeskState } from "./desk-context.tsx";

/** Rules as they are named everywhere, pack and version. */
export type RefreshedRules = { readonly rules: string; readonly own: string };

const OWN = `${CURRENT_PACK.id}@${CURRENT_PACK.version}`;

/** Both sides' rules where they are not the same; undefined where they are, or nothing is known of the centre's. */
export const refreshedRules = (centre: string | undefined, own: string = OWN): RefreshedRules | undefined =>
  centre === undefined || centre === "" || centre === own ? undefined : { rules: centre, own };

/** While it is defined, what this window computes is an estimate: the centre decides by its own rules. */
export function useRefreshedRules(): RefreshedRules | undefined {
  return refreshedRules(useDeskState((state) => state.info?.rules));
}
