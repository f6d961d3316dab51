import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inputName, type Finding } from "./finding.ts";

/** Inputs that are kept for good: each was a finding once, or is worth beginning from. A file's name says what it was. */
const CORPUS = fileURLToPath(new URL("corpus/", import.meta.url));
/** What a run has found, until a person mended it and moved the input to the corpus. */
export const FINDINGS = fileURLToPath(new URL("../out/fuzz/", import.meta.url));

export type KeptInput = { readonly name: string; readonly bytes: Uint8Array };

export function keptInputs(parser: string): readonly KeptInput[] {
  const folder = `${CORPUS}${parser}`;
  return existsSync(folder) ? readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1)).map((name) => ({ name, bytes: readFileSync(`${folder}/${name}`) })) : [];
}

export const corpusFolders = (): readonly string[] => (existsSync(CORPUS) ? readdirSync(CORPUS) : []);

/** Answers where it was written. */
export function writeFinding(parser: string, { input, message }: Finding): string {
  const folder = `${FINDINGS}${parser}`;
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${inputName(input)}`;
  writeFileSync(path, input);
  writeFileSync(`${path}.txt`, `${message}\n`);
  return path;
}
