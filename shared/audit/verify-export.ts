import type { Powers } from "../evidence/powers.ts";
import { fromBase64url } from "../evidence/base64url.ts";
import { fingerprintOf, isSignedByKey, plainFingerprint } from "../evidence/read-receipt.ts";
import { layoutOf, type ZipLayout } from "../evidence/zip-layout.ts";
import { crc32 } from "../kernel/crc32.ts";
import { isObject, listOf, parseJson } from "../kernel/json.ts";
import type { CentreKey } from "./anchor.ts";
import { createChainCheck, type BrokenLine } from "./check-chain.ts";
import { anchorLine, ENTRY, exportSigningText, type ExportEntry, type ExportManifest } from "./export-format.ts";
import { createAnchorJudge, type AnchorReport, type FoundAnchor } from "./judge-anchors.ts";
import { isKey, isSpelled, readManifest, type ReadExport, type Source } from "./read-export.ts";
import { splitLines } from "./split-lines.ts";

/** With a hash that is fed piece by piece: an export may be larger than memory. */
export type ExportPowers = Powers & { readonly hasher: () => { readonly update: (bytes: Uint8Array) => void; readonly hex: () => string } };
export const EXPORT_CHECKS = ["bytes", "signature", "key", "chain", "anchors", "end"] as const;
export type ExportFinding = { readonly check: (typeof EXPORT_CHECKS)[number]; readonly outcome: "holds" | "broken" | "unproven"; readonly why?: string; readonly holes?: Readonly<Record<string, string | number>> };
export type ExportReport = {
  /** As of an evidence file: `sound` wants a key that was compared, and anchors up to the end. */
  readonly verdict: "sound" | "unproven" | "falsified";
  readonly manifest: ExportManifest;
  /** Of the key that signed the manifest. */
  readonly fingerprint: string | undefined;
  readonly findings: readonly ExportFinding[];
  /** The first link that is not as it was linked. */
  readonly broken: BrokenLine | undefined;
  readonly anchors: AnchorReport;
  /** Of the events shown: how many of each kind, and when the first and the last were. */
  readonly kinds: ReadonlyMap<string, number>; readonly first: number | undefined; readonly last: number | undefined;
};

const PIECE = 1024 * 1024;

/**
 * Everything that an export of the audit proves and does not, from its bytes alone, read once. `known`: fingerprints of the centre's keys that the reader has from elsewhere. Undefined: no export of
 * ours, or so damaged that no manifest is left in it. Asks nobody.
 */
export async function verifyExport(source: Source, known: readonly string[], powers: ExportPowers, progress: (read: number, of: number) => void = () => {}): Promise<ExportReport | undefined> {
  const found = await readManifest(source, powers);
  const layout = found === undefined ? undefined : layoutFrom(found);
  if (found === undefined || layout === undefined) return undefined;
  const { manifest, signature } = found;
  const changed = await changedFrame(source, layout, found, powers);

  const keysText: string[] = [];
  const anchorsFound: FoundAnchor[] = [];
  const places = new Map(manifest.entries.map((entry, i) => [entry.path, { entry, data: layout.places[i]?.data ?? 0 }]));
  const read = async (path: string, line: (text: string | undefined) => void): Promise<void> => {
    const place = places.get(path);
    if (place === undefined) return void changed.push(path);
    if (!(await isWhole(source, place, line, powers, progress))) changed.push(path);
  };
  await read(ENTRY.keys, (text) => void keysText.push(text ?? "\0"));
  const keys = listOf(parseJson(keysText.join("\n")), isKey) ?? [];
  await read(ENTRY.anchors, (text) => void anchorsFound.push(anchorOf(text)));
  const judge = createAnchorJudge({ centre: manifest.centre, keys, powers, since: manifest.begin.n });
  for (const one of anchorsFound) judge.take(one);
  const chain = createChainCheck(manifest, judge, (text) => powers.sha256(powers.encode(text)));
  await read(ENTRY.chain, chain.line);
  for (const path of places.keys()) if (path !== ENTRY.keys && path !== ENTRY.anchors && path !== ENTRY.chain) await read(path, () => {});

  const { broken, tip, kinds, first, last } = chain.end();
  const anchors = judge.judge(tip, manifest.epochs);
  const signer = keys.find(({ kid }) => kid === signature.kid);
  const fingerprint = signer === undefined ? undefined : fingerprintOf(signer.x, powers);
  const findings = [bytesFinding(changed), signatureFinding(found, signer, powers), keyFinding(fingerprint, known), chainFinding(broken, manifest), anchorsFinding(anchors, anchorsFound.length, manifest), endFinding(anchors, manifest)];
  const verdict = findings.some(({ outcome }) => outcome === "broken") ? "falsified" : findings.some(({ outcome }) => outcome === "unproven") ? "unproven" : "sound";
  return { verdict, manifest, fingerprint, findings, broken, anchors, kinds, first, last };
}

/** Undefined: entries of that size are in no ZIP of ours. */
function layoutFrom({ manifest, manifestBytes, signatureBytes }: ReadExport): ZipLayout | undefined {
  const own = (path: string, bytes: Uint8Array) => ({ path, bytes: bytes.length, crc32: crc32(bytes) });
  try {
    return layoutOf([...manifest.entries, own(ENTRY.manifest, manifestBytes), own(ENTRY.signature, signatureBytes)]);
  } catch {
    return undefined;
  }
}

/** What stands around the entries follows from them to the byte, and both JSON of the manifest have one spelling. */
async function changedFrame(source: Source, layout: ZipLayout, { manifest, manifestBytes, signature, signatureBytes }: ReadExport, powers: Powers): Promise<string[]> {
  const changed = [...(isSpelled(manifestBytes, manifest, powers) ? [] : [ENTRY.manifest]), ...(isSpelled(signatureBytes, signature, powers) ? [] : [ENTRY.signature])] as string[];
  if (layout.size !== source.size) return ["ZIP", ...changed];
  for (const { offset, bytes } of layout.frame) {
    const there = await source.read(offset, bytes.length);
    if (there.length !== bytes.length || there.some((byte, i) => byte !== bytes[i])) return ["ZIP", ...changed];
  }
  return changed;
}

async function isWhole(source: Source, { entry, data }: { readonly entry: ExportEntry; readonly data: number }, line: (text: string | undefined) => void, powers: ExportPowers, progress: (read: number, of: number) => void): Promise<boolean> {
  const hasher = powers.hasher();
  const lines = splitLines(line, powers.decode);
  for (let at = 0; at < entry.bytes; at += PIECE) {
    const bytes = await source.read(data + at, Math.min(PIECE, entry.bytes - at));
    hasher.update(bytes);
    lines.piece(bytes);
    progress(data + at + bytes.length, source.size);
  }
  lines.end();
  return hasher.hex() === entry.sha256;
}

/** What is no anchor's line is an anchor that nobody can read. */
function anchorOf(text: string | undefined): FoundAnchor {
  const told = text === undefined ? undefined : parseJson(text);
  if (!isObject(told) || typeof told["name"] !== "string" || typeof told["file"] !== "string") return { name: "?", file: "" };
  const { name, file, disturbed } = told;
  const found: FoundAnchor = disturbed === "overwritten" || disturbed === "hidden" ? { name, file, disturbed } : { name, file };
  return anchorLine(found) === text ? found : { name, file: "" };
}

const made = (check: ExportFinding["check"], outcome: ExportFinding["outcome"], why?: string, holes?: ExportFinding["holes"]): ExportFinding => ({ check, outcome, ...(why === undefined ? {} : { why }), ...(holes === undefined ? {} : { holes }) });

const bytesFinding = (changed: readonly string[]): ExportFinding => (changed.length === 0 ? made("bytes", "holds") : made("bytes", "broken", undefined, { entries: [...new Set(changed)].join(", ") }));

function signatureFinding({ manifestBytes, signature }: ReadExport, signer: CentreKey | undefined, powers: Powers): ExportFinding {
  if (signer === undefined) return made("signature", "broken", "no-key", { kid: signature.kid });
  const isSigned = isSignedByKey(exportSigningText(powers.sha256(manifestBytes)), fromBase64url(signature.signature), signer.x, powers);
  return isSigned ? made("signature", "holds", undefined, { kid: signer.kid }) : made("signature", "broken", "forged");
}

function keyFinding(fingerprint: string | undefined, known: readonly string[]): ExportFinding {
  const typed = new Set(known.map(plainFingerprint).filter((one) => one !== ""));
  if (fingerprint === undefined) return made("key", "unproven", "none");
  if (typed.size === 0) return made("key", "unproven", "not-compared", { fingerprint });
  return typed.has(plainFingerprint(fingerprint)) ? made("key", "holds", undefined, { fingerprint }) : made("key", "broken", "another", { fingerprint });
}

const chainFinding = (broken: BrokenLine | undefined, { links, shown }: ExportManifest): ExportFinding => (broken === undefined ? made("chain", "holds", undefined, { links, shown }) : made("chain", "broken", broken.why, { n: broken.n }));

function anchorsFinding({ faults: [fault], last, beforeRestore }: AnchorReport, given: number, { anchors }: ExportManifest): ExportFinding {
  if (fault !== undefined) return made("anchors", "broken", fault.why, { name: fault.name, n: fault.n ?? 0 });
  if (given !== anchors) return made("anchors", "broken", "count", { n: given, of: anchors });
  if (last === undefined) return made("anchors", "unproven", "none");
  return made("anchors", "holds", beforeRestore.anchors > 0 ? "restored" : undefined, { n: given, upTo: last.n, lost: beforeRestore.anchors });
}

/** Beyond the last anchor nothing outside the database says what stood there; before the first one neither, but for what the links after it fix. */
function endFinding({ last }: AnchorReport, { end }: ExportManifest): ExportFinding {
  if (last !== undefined && last.n >= end.n) return made("end", "holds", undefined, { n: end.n });
  return made("end", "unproven", "open", { n: end.n, from: (last?.n ?? 0) + 1 });
}
