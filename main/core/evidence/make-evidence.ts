import type { Packs } from "../../../shared/pge/packs/packs.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { ENTRY, jsonText, type Missing } from "../../../shared/evidence/format.ts";
import { joined, makeArchive, type Archive, type Content, type Signer } from "../../../shared/evidence/make-archive.ts";
import { verifyArchive, type Report } from "../../../shared/evidence/verify-archive.ts";
import { evidenceWords } from "../../../shared/i18n/evidence-words.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { describeDossier, describeGranted, describeRules, listUnknown, type RegisteredState } from "./describe-file.ts";
import type { Gathered } from "./gather-history.ts";
import { nodePowers } from "./node-powers.ts";

export type EvidenceParts = {
  readonly gathered: Gathered;
  readonly state: RegisteredState;
  readonly documents: { readonly contents: readonly Content[]; readonly entries: ReadonlyMap<string, string>; readonly missing: readonly Missing[] };
  readonly papers: { readonly contents: readonly Content[]; readonly missing: readonly Missing[] };
  readonly verifier: Uint8Array;
  readonly me: Me;
  readonly on: LegalDate;
  /** Those of the workstation: the version that registered is replayed. */
  readonly packs: Packs;
  readonly madeAt: number;
  readonly program: string;
  readonly demonstration: boolean;
  /** Something of the file is on this computer only: it is not in the archive. */
  readonly isWaitingHere: boolean;
  readonly signer: Signer;
};
export type Evidence = { readonly archive: Archive; readonly report: Report; readonly missing: readonly Missing[] };

/** The whole archive of these parts, verified as anybody will verify it. Pure but for the clock that it is given: the same parts are the same bytes. G9744 too large. */
export function makeEvidence(parts: EvidenceParts): Result<Evidence, CodedError> {
  const { gathered: { state: text, history }, state, documents, papers, me, on, program } = parts;
  const granted = describeGranted(state, history);
  const dossier = describeDossier({ state, granted, history, me, on, entries: documents.entries });
  const rules = describeRules(granted, program, parts.packs);
  const missing = [...documents.missing, ...papers.missing];
  const json = (path: string, value: unknown): Content => ({ path, bytes: Buffer.from(jsonText(value)) });
  const contents: readonly Content[] = [
    readme(ENTRY.readme, "fr", parts, granted.number), readme(ENTRY.readmeEnglish, "en", parts, granted.number), { path: ENTRY.verifier, bytes: parts.verifier },
    json(ENTRY.dossier, dossier), { path: ENTRY.state, bytes: Buffer.from(text) }, json(ENTRY.rules, rules), json(ENTRY.history, history), ...papers.contents, ...documents.contents,
  ];
  const archive = makeArchive(contents, { file: state.file, madeAt: parts.madeAt, program, demonstration: parts.demonstration, missing, unknown: listUnknown(dossier, rules, history, parts.isWaitingHere) }, parts.signer, nodePowers);
  if (archive === undefined) return err({ code: "G9744" });
  const report = verifyArchive(joined(archive), [], nodePowers);
  if (report === undefined) throw new Error("an archive just made has no manifest");
  return ok({ archive, report, missing });
}

function readme(path: string, language: "fr" | "en", { madeAt, me, demonstration }: EvidenceParts, number: string): Content {
  const { say } = evidenceWords(language);
  const when = `${new Date(madeAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const lines = [...(demonstration ? [say("demonstration"), ""] : []), say("readme.title", { number }), "", say("readme.made", { when, who: me.name, bank: me.bank?.name ?? "" }), "", say("readme.verify"), "", say("readme.entries"), "", say("readme.key"), "", say("readme.limits"), ""];
  return { path, bytes: Buffer.from(lines.join("\n").replaceAll("\n", "\r\n")) };
}
