import { parseLegalDate } from "../kernel/legal-date.ts";
import { assess } from "../pge/assess.ts";
import type { Assessment } from "../pge/assessment.ts";
import type { Fields } from "../pge/file-fields.ts";
import { fieldsToFacts } from "../pge/fields-to-facts.ts";
import { BUILT_IN, type Packs } from "../pge/packs/packs.ts";
import type { CentreWord } from "./check-centre.ts";
import { broken, holds, unproven, type Finding } from "./finding.ts";
import { firstDifference } from "./first-difference.ts";
import { ENTRY, type Dossier, type Rules } from "./format.ts";

/** What the rules of that version say of these fields on that day. Undefined: this program does not hold that version, or the day is none. */
export function replayRules(rules: string, fields: Fields, grantOn: string, packs: Packs): Assessment | undefined {
  const [pack, granted] = [packs.find(rules), parseLegalDate(grantOn)];
  return pack === undefined || !granted.ok ? undefined : assess({ ...fieldsToFacts(fields, granted.value), grantOn: granted.value }, pack);
}

/** [EV12] The rules, replayed here by the version that the registration names, against the archive's own replay and against what was registered. */
export function checkRules(told: Rules, { granted }: Dossier, { claims }: CentreWord): Finding {
  const at = (...path: readonly string[]) => ({ entry: ENTRY.rules, path });
  const fields = firstDifference(told.fields, granted.fields);
  if (fields !== undefined) return { ...broken("rules", "inputs"), at: { entry: ENTRY.rules, path: ["fields", ...fields] } };
  if (told.rules !== granted.rules || told.grantOn !== granted.grantOn) return broken("rules", "inputs", at(told.rules === granted.rules ? "grantOn" : "rules"));
  if (claims !== undefined) {
    const then = firstDifference(told.registered, { number: claims.number, amount: claims.amount, scheme: claims.scheme, grantOn: claims.grantOn, at: claims.at });
    if (then !== undefined) return { ...broken("rules", "then"), at: { entry: ENTRY.rules, path: ["registered", ...then] } };
  }
  const replayed = replayRules(told.rules, told.fields, told.grantOn, BUILT_IN);
  if (replayed === undefined) return unproven("rules", "unknown-version", { rules: told.rules });
  if (told.replayed === undefined) return unproven("rules", "not-replayed-then", { rules: told.rules });
  // What is undefined in an assessment is not in its text.
  const other = firstDifference(told.replayed, JSON.parse(JSON.stringify(replayed)));
  if (other !== undefined) return { ...broken("rules", "other"), at: { entry: ENTRY.rules, path: ["replayed", ...other] } };
  return replayed.decision === "ACCEPTABLE" ? holds("rules", undefined, { rules: told.rules }) : unproven("rules", "otherwise", { rules: told.rules, decision: replayed.decision ?? "—" });
}
