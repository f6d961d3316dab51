import { CENTRAL, CENTRAL_SIGN, END, END_SIGN, LOCAL } from "../evidence/zip-layout.ts";
import { fromBase64url } from "../evidence/base64url.ts";
import type { Powers } from "../evidence/powers.ts";
import { isObject, listOf, parseJson } from "../kernel/json.ts";
import { ENTRY, FORMAT, jsonText, type ExportEntry, type ExportLink, type ExportManifest, type ExportSignature } from "./export-format.ts";

/** Bytes of an export, of whatever size: a file on disk, a file that a browser was given. */
export type Source = { readonly size: number; readonly read: (offset: number, length: number) => Promise<Uint8Array> };
type Place = { readonly path: string; readonly data: number; readonly bytes: number };

/** Beyond, a manifest is none of ours: it lists eight entries. */
const MOST_JSON = 1024 * 1024;

/** Where the directory says that entries are. Undefined: it is no ZIP of ours. */
async function listPlaces(source: Source): Promise<readonly Place[] | undefined> {
  if (source.size < END) return undefined;
  const end = view(await source.read(source.size - END, END));
  const [count, size, begin] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (end.getUint32(0, true) !== END_SIGN || begin + size + END !== source.size || size > MOST_JSON) return undefined;
  const directory = await source.read(begin, size);
  const places: Place[] = [];
  for (let at = 0; places.length < count;) {
    if (at + CENTRAL > directory.length) return undefined;
    const line = view(directory.subarray(at, at + CENTRAL));
    const [length, bytes, head] = [line.getUint16(28, true), line.getUint32(20, true), line.getUint32(42, true)];
    if (line.getUint32(0, true) !== CENTRAL_SIGN || at + CENTRAL + length > directory.length) return undefined;
    const path = String.fromCharCode(...directory.subarray(at + CENTRAL, at + CENTRAL + length));
    places.push({ path, data: head + LOCAL + length, bytes });
    at += CENTRAL + length;
  }
  return places;
}

export type ReadExport = { readonly manifest: ExportManifest; readonly manifestBytes: Uint8Array; readonly signature: ExportSignature; readonly signatureBytes: Uint8Array };

/** The manifest and its signature, read and not yet believed. Undefined: no export of the audit, or so damaged that neither is left in it. */
export async function readManifest(source: Source, powers: Powers): Promise<ReadExport | undefined> {
  const places = await listPlaces(source);
  const [manifestAt, signatureAt] = [ENTRY.manifest, ENTRY.signature].map((path) => places?.find((one) => one.path === path));
  if (manifestAt === undefined || signatureAt === undefined || manifestAt.bytes > MOST_JSON || signatureAt.bytes > MOST_JSON) return undefined;
  const [manifestBytes, signatureBytes] = [await source.read(manifestAt.data, manifestAt.bytes), await source.read(signatureAt.data, signatureAt.bytes)];
  const [manifest, signature] = [parseJson(powers.decode(manifestBytes) ?? ""), parseJson(powers.decode(signatureBytes) ?? "")];
  return isManifest(manifest) && isSignature(signature) ? { manifest, manifestBytes, signature, signatureBytes } : undefined;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isTip = (value: unknown): boolean => isObject(value) && isCount(value["n"]) && isHash(value["hash"]);
const isText = (value: unknown): value is string => typeof value === "string";
const isEntry = (one: unknown): one is ExportEntry => isObject(one) && isText(one["path"]) && /^[\w.]{1,64}$/.test(one["path"]) && isCount(one["bytes"]) && isCount(one["crc32"]) && one["crc32"] <= 0xffffffff && isHash(one["sha256"]);

function isManifest(value: unknown): value is ExportManifest {
  if (!isObject(value) || value["format"] !== FORMAT) return false;
  const counts = ["madeAt", "links", "shown", "anchors"].every((name) => isCount(value[name]));
  const texts = ["centre", "program"].every((name) => isText(value[name])) && ["bank", "from", "to"].every((name) => value[name] === null || isText(value[name])) && typeof value["demonstration"] === "boolean";
  return counts && texts && isTip(value["begin"]) && isTip(value["end"]) && listOf(value["epochs"], isCount) !== undefined && (listOf(value["entries"], isEntry)?.length ?? 99) < 32;
}
const isSignature = (value: unknown): value is ExportSignature => isObject(value) && value["format"] === FORMAT && isText(value["kid"]) && isText(value["signature"]) && fromBase64url(value["signature"])?.length === 64;
/** Spelled as it is written, so that no byte of it may be another. */
export const isSpelled = (bytes: Uint8Array, value: unknown, { decode }: Powers): boolean => decode(bytes) === jsonText(value);

export function isLink(value: unknown): value is ExportLink {
  if (!isObject(value) || !isCount(value["n"]) || !isHash(value["hash"])) return false;
  if ("event" in value) return isHash(value["event"]);
  return (value["bank"] === null || isText(value["bank"])) && isText(value["kind"]) && isCount(value["at"]) && isHash(value["bodyHash"]) && (value["body"] === null || isText(value["body"]));
}

/** A key of the centre as `cles.json` lists them. */
export const isKey = (value: unknown): value is { readonly kid: string; readonly x: string } => isObject(value) && isText(value["kid"]) && isText(value["x"]);
