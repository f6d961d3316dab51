import type { CallInput } from "../../shared/bridge/contract.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { patchDesk } from "./desk-patch.ts";
import type { Desk } from "./desk.ts";
import { flushSaves } from "./saving.ts";

/** Asks the core what was looked up for the open file. */
export async function refreshLookup(desk: Desk): Promise<void> {
  const { file } = desk.get().desk;
  if (file === undefined) return;
  const answer = await desk.attempt("lookup.view", { file });
  if (answer.ok && desk.get().desk.file === file) patchDesk(desk, { lookup: answer.value });
}

/** Puts the question of the open file as it stands on the screen. Answers why not. */
export async function askOnline(desk: Desk): Promise<CodedError | undefined> {
  await flushSaves(desk);
  return await show(desk, "lookup.ask");
}

export const forgetQuestion = (desk: Desk): Promise<CodedError | undefined> => show(desk, "lookup.forget");

async function show(desk: Desk, call: "lookup.ask" | "lookup.forget"): Promise<CodedError | undefined> {
  const { file } = desk.get().desk;
  if (file === undefined) return undefined;
  const answer = await desk.attempt(call, { file });
  if (!answer.ok) return answer.error;
  if (desk.get().desk.file === file) patchDesk(desk, { lookup: answer.value });
  return undefined;
}

/** Turns a source on or off; the settings ask again when the core says that it changed. */
export async function switchSource(desk: Desk, asked: CallInput<"lookup.switch">): Promise<void> {
  const answer = await desk.attempt("lookup.switch", asked);
  if (!answer.ok) desk.set({ failure: answer.error });
}
