import { existsSync } from "node:fs";
import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { EvidenceReady, EvidenceState } from "../../../../shared/bridge/evidence-views.ts";
import { readToEnd } from "../../../../shared/bridge/read-to-end.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findFiles } from "../find-files.ts";
import type { Output } from "../output.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellSeveral } from "./list.ts";

export type EvidenceOptions = { readonly out: string };
const LOOK_MS = 200;

/** `evidence ID|SIREN --out FILE.zip`: everything that proves a registered loan, in one archive. A file that is there is not overwritten. */
export async function evidence(given: Surroundings, named: string, { out: file }: EvidenceOptions): Promise<ExitCode> {
  const { out } = given;
  if (existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
  return await withDesk(given, async (bridge) => {
    const rows = await findFiles(bridge, named);
    const [only] = rows;
    if (only === undefined) return out.failure({ code: "G2008" });
    if (rows.length > 1) return tellSeveral(out, rows);
    const begun = await bridge.call("evidence.begin", { file: only.file, language: out.words.language });
    if (!begun.ok) return out.failure(begun.error);
    const { id } = begun.value;
    try {
      const ready = await waitUntilReady(bridge, begun.value, out);
      if (!ready.ok) return out.failure(ready.error);
      const pieces = await readToEnd((offset) => bridge.call("evidence.read", { id, offset }));
      if (!pieces.ok) return out.failure(pieces.error);
      const written = writeNewFile(file, pieces.value.map((piece) => Buffer.from(piece, "base64")));
      if (!written.ok) return tellFileFault(out, written.error);
      return tellMade(out, file, ready.value);
    } finally {
      await bridge.call("evidence.end", { id });
    }
  });
}

async function waitUntilReady(bridge: Bridge, begun: EvidenceState, { json, note, words }: Output): Promise<Result<EvidenceReady, CodedError>> {
  let told = "";
  for (let state = begun; ; ) {
    if (state.kind === "ready") return ok(state);
    if (state.kind === "failed") return err(state.error);
    const text = state.kind === "fetching" ? words.say("evidence.fetching", { done: state.done, total: state.total }) : words.say(state.kind === "making" ? "evidence.making" : "evidence.asking");
    if (!json && text !== told) note(text);
    told = text;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const next = await bridge.call("evidence.state", { id: state.id });
    if (!next.ok) return next;
    state = next.value;
  }
}

function tellMade(out: Output, file: string, { size, missing, fromCentre, verdict, fingerprints, name }: EvidenceReady): ExitCode {
  out.document({ file, bytes: size, missing, fromCentre, verdict, fingerprints, proposedName: name });
  out.line(out.words.say("evidence.written", { file }));
  if (!out.json) {
    out.note(out.words.say(verdict === "falsified" ? "evidence.contradicts" : fromCentre ? "evidence.fromCentre" : "evidence.fromHere"));
    if (missing > 0) out.note(out.words.say("evidence.missing", { n: missing }));
    for (const fingerprint of fingerprints) out.note(out.words.say("evidence.fingerprint", { fingerprint }));
  }
  return verdict === "falsified" ? EXIT.refused : EXIT.done;
}
