import type { FieldFault } from "../../../shared/kernel/error-codes.ts";
import { err } from "../../../shared/kernel/result.ts";
import { assessCore } from "../../../shared/pge/assess.ts";
import { checkSubmittable } from "../../../shared/pge/check-submittable.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";
import { refusalOfRules } from "../../../shared/pge/ruling-problems.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import type { FileRules } from "./desk.ts";

/** Every question by what is in force on its business date, among the packs that are known when it is asked. */
export const createFileRules = (packs: () => Packs): FileRules => ({
  parseField: (name, value) => {
    const parsed = parseStoredField(name, value);
    return parsed.ok ? parsed : err({ reason: parsed.error.code });
  },
  faults: (fields, businessDate) =>
    checkSubmittable(fields, assessCore(fieldsToFacts(fields, businessDate), packs().inForce(businessDate)), businessDate).map(({ field, code }): FieldFault => ({ field, reason: code })),
  refusal: (fields, businessDate) => refusalOfRules(assessCore(fieldsToFacts(fields, businessDate), packs().inForce(businessDate))),
  refusalOn: (fields, grantOn, businessDate) => refusalOfRules(assessCore({ ...fieldsToFacts(fields, businessDate), grantOn }, packs().inForce(businessDate))),
  packs,
});
