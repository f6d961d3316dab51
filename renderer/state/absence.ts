import type { CallInput } from "../../shared/bridge/contract.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Desk } from "./desk.ts";

/** Declares or ends an absence; the window then shows who she is from there on. Answers why not. */
export async function setAbsence(desk: Desk, change: CallInput<"absence.set">): Promise<CodedError | undefined> {
  const told = await desk.attempt("absence.set", change);
  if (!told.ok) return told.error;
  const { session } = desk.get();
  if (session?.kind === "open") desk.set({ session: { ...session, me: told.value } });
  return undefined;
}
