import type { Caller } from "../domain/services.ts";

/** Who may call a route. The name goes into the published description; the work checks branches and files itself. */
export type Allow = { readonly name: string; readonly admits: (caller: Caller) => boolean };

export const isSignedIn: Allow = { name: "anyone signed in", admits: () => true };

/** Who may end a recovery: administrators of a bank, and operators of the centre. */
export const isAdministrator: Allow = { name: "administrators and operators", admits: (caller) => caller.role === "administrator" || caller.role === "operator" };

/** Who runs the centre. No role of a bank, whatever it is, is theirs. */
export const isOperator: Allow = { name: "operators of the centre", admits: (caller) => caller.role === "operator" && caller.bank === undefined };

/** Who answers for branches: their managers, and the bank's administrators. Which branches, the work checks. */
export const isManager: Allow = { name: "managers and administrators of a bank", admits: (caller) => caller.bank !== undefined && (caller.role === "manager" || caller.role === "administrator") };

/** The operator of the centre belongs to no bank and sees no client data. */
export const isOfABank: Allow = { name: "people of a bank", admits: (caller) => caller.bank !== undefined && caller.role !== "operator" };
