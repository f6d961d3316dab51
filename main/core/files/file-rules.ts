import type { FieldFault } from "../../../shared/kernel/error-codes.ts";
import { err } from "../../../shared/kernel/result.ts";
import { assessCore } from "../../../shared/pge/assess.ts";
import { checkSubmittable } from "../../../shared/pge/check-submittable.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import { CURRENT_PACK } from "../../../shared/pge/packs/registry.ts";
import { refusalOfRules } from "../../../shared/pge/ruling-problems.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import type { FileRules } from "./desk.ts";

/** Pack and version that this workstation applies, as it is written in every change. */
export const LOCAL_RULES = `${CURRENT_PACK.id}@${CURRENT_PACK.version}`;

export const fileRules: FileRules = {
  parseField: (name, value) => {
    const parsed = parseStoredField(name, value);
    return parsed.ok ? parsed : err({ reason: parsed.error.code });
  },
  faults: (fields, businessDate) =>
    checkSubmittable(fields, assessCore(fieldsToFacts(fields, businessDate)), businessDate).map(({ field, code }): FieldFault => ({ field, reason: code })),
  refusal: (fields, businessDate) => refusalOfRules(assessCore(fieldsToFacts(fields, businessDate))),
  refusalOn: (fields, grantOn, businessDate) => refusalOfRules(assessCore({ ...fieldsToFacts(fields, businessDate), grantOn })),
};
