import type { CallInput } from "../../shared/bridge/contract.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Desk } from "./desk.ts";

export async function setSettings(desk: Desk, patch: CallInput<"settings.set">): Promise<void> {
  const settings = await desk.ask("settings.set", patch);
  if (settings !== undefined) desk.set({ settings });
}

/** Demonstration only. */
export async function setBusinessDate(desk: Desk, businessDate: string): Promise<CodedError | undefined> {
  const answer = await desk.attempt("demonstration.setBusinessDate", { businessDate });
  if (!answer.ok) return answer.error;
  desk.set({ info: answer.value });
  return undefined;
}
