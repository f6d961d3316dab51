import { anchorLine, ENTRY, exportSigningText, FORMAT, jsonText, linkLine, type ExportEntry, type ExportManifest, type ExportSignature } from "../../../shared/audit/export-format.ts";
import type { AuditTip } from "../../../shared/audit/audit-link.ts";
import type { AnchorStore } from "../../objects/anchor-store.ts";
import type { Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import type { ReceiptSigner } from "../receipt.ts";
import { sha256Of } from "../sha256.ts";
import { anchorsOf, exportLinks, type ExportOf, type ExportRange } from "./export-links.ts";

/** Where it is written: an archive that takes one entry after the other. */
export type ExportSink = { readonly add: (path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<ExportEntry> };
export type ExportTexts = { readonly readme: string; readonly readmeEnglish: string; readonly verifier: Uint8Array };
type Parts = {
  readonly store: Pick<Store, "auditLinks" | "epochs">; readonly centre: Pick<Centre, "id" | "keys" | "demonstration">; readonly anchors: Pick<AnchorStore, "list"> | undefined;
  readonly sink: ExportSink; readonly signer: Pick<ReceiptSigner, "kid" | "signText">;
  readonly of: ExportOf; readonly days: Pick<ExportManifest, "from" | "to">; readonly range: ExportRange; readonly texts: ExportTexts; readonly program: string; readonly now: () => number;
  readonly progress: (links: number, of: number) => void; readonly signal: AbortSignal;
};

/** Writes an export as it is read, a page of links in memory at a time. @throws what `signal` was stopped with, ObjectsAway, and what the sink throws */
export async function writeExport({ store, centre, anchors, sink, signer, of, days, range, texts, program, now, progress, signal }: Parts): Promise<ExportManifest> {
  const encode = (text: string): Uint8Array => Buffer.from(text, "utf8");
  let [links, shown, many]: [number, number, number] = [0, 0, 0];
  let end: AuditTip = range.begin;
  async function* anchorPieces() {
    for await (const found of anchors === undefined ? [] : anchorsOf(anchors, range)) {
      signal.throwIfAborted();
      many += 1;
      yield encode(`${anchorLine(found)}\n`);
    }
  }
  async function* linkPieces() {
    for await (const link of exportLinks(store, of, range)) {
      signal.throwIfAborted();
      [links, shown, end] = [links + 1, shown + ("event" in link ? 0 : 1), { n: link.n, hash: link.hash }];
      progress(links, range.end - range.begin.n);
      yield encode(`${linkLine(link)}\n`);
    }
  }
  const entries = [
    await sink.add(ENTRY.readme, [encode(texts.readme)]), await sink.add(ENTRY.readmeEnglish, [encode(texts.readmeEnglish)]), await sink.add(ENTRY.verifier, [texts.verifier]),
    await sink.add(ENTRY.keys, [encode(jsonText(centre.keys.map(({ kid, x }) => ({ kid, x }))))]), await sink.add(ENTRY.anchors, anchorPieces()), await sink.add(ENTRY.chain, linkPieces()),
  ];
  const manifest: ExportManifest = {
    format: FORMAT, centre: centre.id, demonstration: centre.demonstration, madeAt: now(), program, bank: of ?? null, ...days, epochs: (await store.epochs()).map(({ n }) => n),
    begin: range.begin, end, links, shown, anchors: many, entries: entries.map(({ path, bytes, crc32, sha256 }) => ({ path, bytes, crc32, sha256 })),
  };
  const text = encode(jsonText(manifest));
  const signature: ExportSignature = { format: FORMAT, kid: signer.kid, signature: await signer.signText(exportSigningText(sha256Of(text))) };
  await sink.add(ENTRY.manifest, [text]);
  await sink.add(ENTRY.signature, [encode(jsonText(signature))]);
  signal.throwIfAborted();
  return manifest;
}
