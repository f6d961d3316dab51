import { isObject, listOf, parseJson } from "../kernel/json.ts";
import { isSha256Text } from "../kernel/sha256-text.ts";
import { FORMAT, jsonText, type ArchiveSignature, type Manifest, type ManifestEntry, type Missing, MISSING_REASONS, UNKNOWNS } from "./format.ts";

const count = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** The gate of a manifest: undefined when it is none of this format. */
export function parseManifest(text: string): Manifest | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value["format"] !== FORMAT) return undefined;
  const { file, madeAt, program, demonstration, blockBytes } = value;
  const entries = listOf(value["entries"], isEntry);
  const missing = listOf(value["missing"], isMissing);
  const unknown = listOf(value["unknown"], (one): one is Manifest["unknown"][number] => UNKNOWNS.some((known) => known === one));
  if (typeof file !== "string" || !count(madeAt) || typeof program !== "string" || typeof demonstration !== "boolean" || !count(blockBytes) || blockBytes < 1) return undefined;
  if (entries === undefined || missing === undefined || unknown === undefined) return undefined;
  return { format: FORMAT, file, madeAt, program, demonstration, blockBytes, entries, missing, unknown };
}

/** Of a signature, spelled exactly as it is made: anything else is not what was made. */
export function parseSignature(text: string): ArchiveSignature | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value["format"] !== FORMAT) return undefined;
  const { replica, publicKey, signature } = value;
  if (typeof replica !== "string" || typeof publicKey !== "string" || typeof signature !== "string") return undefined;
  const read: ArchiveSignature = { format: FORMAT, replica, publicKey, signature };
  return jsonText(read) === text ? read : undefined;
}

/** Paths are what our archives are made of: plain, relative, and none that a program would unpack outside its folder. */
const isEntry = (value: unknown): value is ManifestEntry =>
  isObject(value) && typeof value["path"] === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/.test(value["path"]) && count(value["bytes"]) && count(value["crc32"])
  && isSha256Text(value["sha256"]) && listOf(value["blocks"], isSha256Text) !== undefined;

const isMissing = (value: unknown): value is Missing =>
  isObject(value) && (value["what"] === "document" || value["what"] === "paper") && typeof value["name"] === "string" && MISSING_REASONS.some((reason) => reason === value["why"])
  && (value["code"] === undefined || typeof value["code"] === "string");
