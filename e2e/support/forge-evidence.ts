import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { nodePowers } from "../../main/core/evidence/node-powers.ts";
import { checkContainer, type ContainerCheck } from "../../shared/evidence/check-container.ts";
import { ENTRY, jsonText, withWitness, type Dossier, type History, type Rules } from "../../shared/evidence/format.ts";
import { assemble, joined, makeArchive, summed, type Content } from "../../shared/evidence/make-archive.ts";

/** What an archive holds, and how somebody who can compute hashes makes it anew with what he likes: with a key of his own, for he has no other. */
export type Opened = { readonly contents: Map<string, Uint8Array>; readonly check: ContainerCheck };

export function openArchive(bytes: Uint8Array): Opened {
  const check = checkContainer(bytes, nodePowers);
  if (check === undefined) throw new Error("no archive");
  return { contents: new Map([...check.contents].map(([path, content]) => [path, content.slice()])), check };
}

export const readJson = <T>({ contents }: Opened, path: string): T => JSON.parse(new TextDecoder().decode(contents.get(path))) as T;
export const writeJson = ({ contents }: Opened, path: string, value: unknown): void => void contents.set(path, Buffer.from(jsonText(value)));
export const edit = <T extends Dossier | History | Rules>(opened: Opened, path: string, change: (value: Mutable<T>) => void): void => {
  const value = readJson<Mutable<T>>(opened, path);
  change(value);
  writeJson(opened, path, value);
};
export type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? Mutable<T[K]> : T[K] };

export type KeyPair = { readonly x: string; readonly privateKey: KeyObject };
export function newKey(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { x: publicKey.export({ format: "jwk" }).x ?? "", privateKey };
}
export const signed = (text: string, { privateKey }: KeyPair): string => sign(null, Buffer.from(text), privateKey).toString("base64url");

/** Every hash of the manifest right again, and a signature that goes with it. */
export function remade(opened: Opened, key = newKey(), replica = opened.check.signature?.replica ?? ""): Uint8Array {
  const { entries: _entries, format: _format, blockBytes: _blocks, ...facts } = opened.check.manifest;
  const contents: Content[] = [...opened.contents].filter(([path]) => path !== ENTRY.manifest && path !== ENTRY.signature).map(([path, bytes]) => ({ path, bytes }));
  const archive = makeArchive(contents, facts, { replica, publicKey: key.x, sign: (text) => signed(text, key) }, nodePowers);
  if (archive === undefined) throw new Error("too large");
  return joined(archive);
}

/** The same entries in a ZIP of another making: some left out, some added, in another order; the manifest stays as it was signed. */
export function rezipped({ contents, check }: Opened, arrange: (entries: readonly Content[]) => readonly Content[]): Uint8Array {
  const once = [...check.manifest.entries.map(({ path }) => path), ENTRY.manifest, ENTRY.signature].map((path) => ({ path, bytes: contents.get(path) ?? new Uint8Array() }));
  return joined(assemble(arrange(withWitness(once)).map(summed)));
}
