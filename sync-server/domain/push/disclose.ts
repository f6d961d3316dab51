import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { Draft } from "./draft.ts";
import type { RegistrationRefusal } from "./register.ts";

/** Distinct companies on which one person is told, in a day, what remains under the ceiling. Beyond, refusals say only that it is passed. */
export const DISCLOSURES_A_DAY = 40;
export const DISCLOSURE_WINDOW_MS = 86_400_000;

/** [SY32] The refusal as it may be told to this person, noting what is told for the audit. */
export function disclose(draft: Draft, person: string, change: string, at: Instant, { error, remaining }: RegistrationRefusal): CodedError {
  if (remaining === undefined) return error;
  const told = draft.toldTo(person);
  if (!told.has(remaining.siren) && told.size >= DISCLOSURES_A_DAY) return error;
  draft.tell({ change, person, siren: remaining.siren, available: remaining.available, at });
  return { ...error, params: { ...error.params, available: remaining.available, own: remaining.own } };
}
