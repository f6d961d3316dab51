import { readdirSync, readFileSync } from "node:fs";

export type CommandBlock = { readonly mark: string; readonly lines: readonly string[] };
export type Runbook = { readonly name: string; readonly text: string; readonly headings: readonly string[]; readonly blocks: readonly CommandBlock[] };

const FOLDER = new URL("../../docs/runbooks/", import.meta.url);
/** What each page has to say, in this order. */
export const HEADINGS = ["When", "Who", "What it costs", "Steps", "Did it work", "Undo", "Tried here"] as const;

/** Pages of another form, held by tests of their own. */
const OTHERS = ["README.md", "alerts.md"];

export const runbookNames = (): readonly string[] => readdirSync(FOLDER).filter((name) => !OTHERS.includes(name) && name.endsWith(".md")).toSorted();

/** A page of docs/runbooks, with its blocks of commands in order. */
export function readRunbook(name: string): Runbook {
  const text = readFileSync(new URL(name, FOLDER), "utf8");
  return { name, text, headings: [...text.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading), blocks: blocksOf(text) };
}

/** Fences with what stands behind `sh`. */
export const blocksOf = (text: string): readonly CommandBlock[] =>
  [...text.matchAll(/^ *```sh ?(.*)\n([\s\S]*?)^ *```$/gm)].map(([, mark = "", lines = ""]) => ({ mark, lines: lines.split("\n").map((line) => line.trim()).filter((line) => line !== "") }));
