import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { readSealedFile } from "../../shared/sync/sealed-part.ts";
import type { Desk } from "./desk.ts";
import { keepFile } from "./keep-file.ts";

export type CarryProgress = { readonly done: number; readonly total: number };
export type CarriedOut = { readonly name: string; readonly changes: number };
export type CarriedIn = { readonly changes: number; readonly fresh: number; /** Of a workstation that was sent away: it waits for a decision. */ readonly quarantined: boolean };

/** What waits, sealed part by part; the browser keeps it where the person says. */
export async function carryOut(desk: Desk, tell: (progress: CarryProgress) => void): Promise<Result<CarriedOut, CodedError>> {
  const plan = await desk.attempt("carry.plan", undefined);
  if (!plan.ok) return plan;
  const { name, set, parts, changes } = plan.value;
  const lines: string[] = [];
  for (const [index, part] of parts.entries()) {
    tell({ done: index, total: parts.length });
    const sealed = await desk.attempt("carry.part", { set, part: index + 1, of: parts.length, ...part });
    if (!sealed.ok) return sealed;
    lines.push(`${sealed.value.line}\n`);
  }
  keepFile(name, lines, "application/octet-stream");
  return ok({ name, changes });
}

/** A sealed file from anybody of the bank, given to the centre part by part. */
export async function carryIn(desk: Desk, file: Pick<Blob, "text">, tell: (progress: CarryProgress) => void): Promise<Result<CarriedIn, CodedError>> {
  const text = await file.text().catch(() => "");
  const read = readSealedFile(text);
  if (!read.ok) return err(read.error);
  let [changes, fresh, quarantined] = [0, 0, false];
  for (const [index, { line }] of read.value.entries()) {
    tell({ done: index, total: read.value.length });
    const taken = await desk.attempt("carry.deliver", { line });
    if (!taken.ok) return taken;
    changes += taken.value.changes;
    fresh += taken.value.fresh;
    quarantined ||= taken.value.quarantined === true;
  }
  return ok({ changes, fresh, quarantined });
}

export const chooseFolder = (desk: Desk, path: string): Promise<Result<{ readonly path: string | undefined }, CodedError>> => desk.attempt("folder.choose", { path });
