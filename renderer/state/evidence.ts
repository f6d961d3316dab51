import type { EvidenceReady, EvidenceState } from "../../shared/bridge/evidence-views.ts";
import { readToEnd } from "../../shared/bridge/read-to-end.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { keepBytes } from "./keep-file.ts";
import { flushSaves } from "./saving.ts";

/** Far enough along to be said: what is asked of the centre, documents on their way, papers being made, bytes being handed over. */
export type EvidenceProgress = Extract<EvidenceState, { readonly kind: "asking" | "fetching" | "making" }> | { readonly kind: "keeping"; readonly done: number; readonly total: number };
type Watch = { readonly tell: (progress: EvidenceProgress) => void; readonly isGivenUp: () => boolean };

const LOOK_MS = 250;

/** The evidence file of the open loan, made by the core and kept where the person says. `undefined`: she gave it up. */
export async function makeEvidence(desk: Desk, { tell, isGivenUp }: Watch): Promise<Result<EvidenceReady | undefined, CodedError>> {
  await flushSaves(desk);
  const { settings, desk: { file } } = desk.get();
  if (file === undefined) return err({ code: "G2008" });
  let now = await desk.attempt("evidence.begin", { file, language: settings.language });
  if (!now.ok) return now;
  const { id } = now.value;
  try {
    while (now.ok && now.value.kind !== "ready" && now.value.kind !== "failed") {
      if (isGivenUp()) return ok(undefined);
      tell(now.value);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      now = await desk.attempt("evidence.state", { id });
    }
    if (!now.ok) return now;
    if (now.value.kind !== "ready") return err(now.value.kind === "failed" ? now.value.error : { code: "G9742" });
    const { size } = now.value;
    const pieces = await readToEnd(async (offset) => {
      if (isGivenUp()) return err({ code: "G9742" });
      tell({ kind: "keeping", done: offset, total: size });
      return await desk.attempt("evidence.read", { id, offset });
    });
    if (isGivenUp()) return ok(undefined);
    if (!pieces.ok) return pieces;
    keepBytes(now.value.name, pieces.value);
    return ok(now.value);
  } finally {
    await desk.attempt("evidence.end", { id });
  }
}
