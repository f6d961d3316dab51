import { mayDo, whoMay, type Right } from "../../shared/access/rights.ts";
import type { Caller } from "../domain/services.ts";

/** Who may call a route. The roles go into the published description; the work checks branches and files itself. */
export type Allow = { readonly right: Right; readonly roles: string; readonly admits: (caller: Caller) => boolean };

/** Only operators are of no bank: a person whose role and place do not agree has no right at all. */
export const allow = (right: Right): Allow => ({
  right, roles: whoMay(right).join(", "),
  admits: ({ role, bank }) => (bank === undefined) === (role === "operator") && mayDo(role, right),
});
