import { checkCentre } from "./check-centre.ts";
import { checkContainer, type ContainerCheck } from "./check-container.ts";
import { checkApprovals, checkDocuments, checkGranted, checkState, checkSteps } from "./check-file.ts";
import { checkHistory } from "./check-history.ts";
import { checkRules } from "./check-rules.ts";
import type { Fault } from "./fault.ts";
import { absent, broken, CHECKS, holds, unproven, type CheckName, type Finding } from "./finding.ts";
import { ENTRY, type Manifest, type StatementFacts } from "./format.ts";
import { pathText, placeOf } from "./json-places.ts";
import type { Powers } from "./powers.ts";
import { readEntries, type Entries } from "./read-entries.ts";

/** A contradiction between what entries say, with its place in the archive where that is known. */
export type PlacedFinding = Finding & { readonly place?: { readonly offset: number; readonly end: number; readonly within: number } };
export type Report = {
  /** "sound": everything holds and the key was compared. "unproven": nothing speaks against it, something stays open. "falsified": at least one byte or statement is not as it was made. */
  readonly verdict: "sound" | "unproven" | "falsified";
  readonly manifest: Manifest;
  readonly findings: readonly PlacedFinding[];
  /** False bytes, the first first. */
  readonly faults: readonly Fault[];
  readonly fingerprints: readonly string[];
  readonly dossier: Entries["dossier"];
  readonly statement: StatementFacts | undefined;
};

/**
 * Everything that an archive proves and does not ([EV1]), from its bytes alone. `known`: fingerprints of the centre's keys that the reader has from elsewhere. Undefined: no archive of ours,
 * or so damaged that no manifest is left in it. Pure: it asks nobody.
 */
export function verifyArchive(archive: Uint8Array, known: readonly string[], powers: Powers): Report | undefined {
  const container = checkContainer(archive, powers);
  if (container === undefined) return undefined;
  const entries = readEntries(container.contents, powers);
  const centre = checkCentre(entries, known, powers);
  const { dossier, state, rules, history } = entries;
  const read = state?.read;
  const found: readonly Finding[] = [
    bytesFinding(container), signatureFinding(container), makerFinding(container, centre.statement), ...centre.findings,
    ...(history === undefined ? [] : guarded("changes", () => checkHistory(history, container.manifest.file, centre, powers))),
    ...(dossier === undefined || state === undefined || read === undefined ? [] : [
      ...guarded("state", () => [checkState(dossier, state.text, read, centre, powers)]), ...guarded("steps", () => [checkSteps(dossier, read)]),
      ...guarded("approvals", () => [checkApprovals(dossier, read)]), ...guarded("documents", () => [checkDocuments(dossier, read, container.contents, powers)]),
      ...(history === undefined ? [] : guarded("granted", () => [checkGranted(dossier, read, history)])),
    ]),
    ...(rules === undefined || dossier === undefined ? [] : guarded("rules", () => [checkRules(rules, dossier, centre)])),
    ...unreadable(entries, container.manifest), ...listed(container.manifest),
  ];
  const findings = found.toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check)).map((finding) => placed(finding, container));
  const isFalsified = container.faults.length > 0 || findings.some(({ outcome }) => outcome === "broken");
  const isOpen = findings.some(({ outcome, check }) => outcome === "unproven" && check !== "missing" && check !== "unknown") || findings.some(({ check, outcome }) => check === "statement" && outcome === "absent");
  return {
    verdict: isFalsified ? "falsified" : isOpen ? "unproven" : "sound", manifest: container.manifest, findings, faults: container.faults, fingerprints: centre.fingerprints, dossier, statement: centre.statement,
  };
}

/** What was written by whoever wished may hold values of no kind that is ours: that is a finding, and ends no verification. */
function guarded(check: CheckName, run: () => readonly Finding[]): readonly Finding[] {
  try {
    return run();
  } catch {
    return [broken(check, "malformed")];
  }
}

const bytesFinding = ({ faults, manifest }: ContainerCheck): Finding => (faults.length === 0 ? holds("bytes", undefined, { n: manifest.entries.length }) : broken("bytes", "false", undefined, { n: faults.length }));
const signatureFinding = ({ signature }: ContainerCheck): Finding => (signature === undefined ? broken("signature", "none") : holds("signature"));

/** The key that signed the archive: whose workstation that is, only the centre can say. */
function makerFinding({ signature, manifest }: ContainerCheck, statement: StatementFacts | undefined): Finding {
  if (statement === undefined || signature === undefined) return unproven("maker", "not-stated");
  const { replica, publicKey } = signature;
  const stated = [statement.asker, ...statement.replicas].find((one) => one.replica === replica);
  if (stated?.publicKey !== publicKey) return broken("maker", "another", { entry: ENTRY.signature, path: ["publicKey"] });
  return holds("maker", undefined, { name: stated.name, at: manifest.madeAt });
}

/** An entry that the checks need and that is none of its format any more. */
function unreadable({ dossier, state, rules, history }: Entries, { file }: Manifest): readonly Finding[] {
  return [
    ...(dossier === undefined ? [broken("granted", "unreadable", { entry: ENTRY.dossier, path: [] })] : dossier.file === file ? [] : [broken("granted", "other-file", { entry: ENTRY.dossier, path: ["file"] })]),
    ...(state?.read === undefined ? [broken("state", "unreadable", { entry: ENTRY.state, path: [] })] : state.read.file === file ? [] : [broken("state", "other-file", { entry: ENTRY.state, path: ["file"] })]),
    ...(rules === undefined ? [broken("rules", "unreadable", { entry: ENTRY.rules, path: [] })] : []),
    ...(history === undefined ? [broken("changes", "unreadable", { entry: ENTRY.history, path: [] })] : []),
  ];
}

const listed = ({ missing, unknown }: Manifest): readonly Finding[] => [
  ...(missing.length === 0 ? [] : [unproven("missing", "named", { n: missing.length })]), ...(unknown.length === 0 ? [absent("unknown")] : [unproven("unknown", "named", { n: unknown.length })]),
];

/** Where in the archive the contradicted value stands: its first byte, for whoever looks with another program. */
function placed(finding: Finding, { contents, positions }: ContainerCheck): PlacedFinding {
  const { at } = finding;
  const [bytes, data] = at === undefined ? [] : [contents.get(at.entry), positions.get(at.entry)];
  if (at === undefined || bytes === undefined || data === undefined) return finding;
  const place = at.entry.endsWith(".json") ? placeOf(bytes, at.path) : undefined;
  const [start, end] = place === undefined ? [0, bytes.length] : [place.start, place.end];
  const holes = { ...finding.holes, ...(at.path.length === 0 ? {} : { path: pathText(at.path) }) };
  return { ...finding, holes, place: { offset: data + start, end: data + end, within: start } };
}
