import { legalDate } from "../../shared/kernel/legal-date.ts";
import { packName, type PackName } from "../../shared/pge/packs/packs.ts";
import { useDeskState } from "./desk-context.tsx";
import { usePacks } from "./packs.ts";

/** Rules as they are named everywhere, pack and version. */
export type RefreshedRules = { readonly rules: PackName; readonly own: PackName };

/** Both sides' rules where they are not the same; undefined where they are, or nothing is known of the centre's. */
export const refreshedRules = (centre: PackName | undefined, own: PackName): RefreshedRules | undefined =>
  centre === undefined || centre === "" || centre === own ? undefined : { rules: centre, own };

/** While it is defined, what this window computes is an estimate: the centre decides by its own rules. */
export function useRefreshedRules(): RefreshedRules | undefined {
  const info = useDeskState((state) => state.info);
  return refreshedRules(info?.rules, packName(usePacks().inForce(info?.businessDate ?? legalDate("2020-04-15"))));
}
