import type { UpdateState } from "../../shared/bridge/app-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Desk } from "./desk.ts";
import { flushSaves } from "./saving.ts";

/** Whether there is anything to tell of. */
export const hasUpdate = (update: UpdateState | undefined): update is Exclude<UpdateState, { readonly kind: "none" }> => update !== undefined && update.kind !== "none";

/** Asks for the update that is ready to be installed now; answers why not. What is being typed is saved first. */
export async function installUpdate(desk: Desk): Promise<CodedError | undefined> {
  await flushSaves(desk);
  const { route } = desk.get();
  const answer = await desk.attempt("update.install", { openFile: route.kind === "files" && route.file !== undefined });
  if (!answer.ok) return answer.error;
  desk.set({ update: answer.value });
  return undefined;
}
