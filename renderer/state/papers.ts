import type { PaperOrder, Refusal } from "../../shared/bridge/paper-order.ts";
import type { PaperMade, PaperName } from "../../shared/bridge/paper-views.ts";
import type { FileView } from "../../shared/bridge/file-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { flushSaves } from "./saving.ts";

/** A paper of the open file, in the window's language; what was typed a moment ago is in it. G2008 when no file is open any more. */
export async function makePaper(desk: Desk, paper: Exclude<PaperName, "refusal"> | Refusal): Promise<Result<PaperMade, CodedError>> {
  await flushSaves(desk);
  const { settings, desk: { file } } = desk.get();
  if (file === undefined) return err({ code: "G2008" });
  const order: PaperOrder = typeof paper === "string" ? { paper, file, language: settings.language } : { paper: "refusal", file, refusal: paper };
  return await desk.attempt("paper.make", order);
}

/** Its number still stands: it was not cancelled, nor the loan refused. */
export const hasNumber = ({ registration, status }: Pick<FileView, "registration" | "status">): boolean => registration !== undefined && status !== "withdrawn" && status !== "cancelled" && status !== "declined";
