import type { PaperName } from "../../../shared/bridge/paper-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { textOf, type PaperFile } from "./paper-file.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/**
 * The name proposed for a paper's file: registration number, else the bank's own reference, else the end of the file's id; then what it is and the business date. Never a
 * client's name: names of files travel further than their contents. Letters of ASCII, digits and dashes: any system takes it.
 */
export function paperFileName(file: PaperFile, paper: PaperName, on: LegalDate, words: Words): string {
  const named = file.standing.kind === "registered" ? file.standing.registration.number : (textOf(file, "bankReference") ?? "");
  return namedFile(plain(named) || file.file.slice(-12), paper, on, words);
}

export const namedFile = (reference: string, paper: PaperName, on: LegalDate, { t }: Words): string => `${reference}-${t(`paper.file.${paper}`)}-${on}.pdf`;

const plain = (text: string): string => unaccented(text).replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 40);
