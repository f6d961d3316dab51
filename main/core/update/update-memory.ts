import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { manifestSchema, type Channel } from "../../../shared/release/manifest.ts";
import type { Mark } from "../../../shared/release/supersede.ts";
import { replaceFile } from "../keys/replace-file.ts";
import { bankWordSchema, type BankWord } from "./bank-word.ts";

const markSchema = manifestSchema.pick({ channel: true, version: true, issuedAt: true });
const memorySchema = z.object({ machine: z.uuid(), marks: z.array(markSchema).max(10), words: z.array(bankWordSchema).catch([]) });
type Memory = z.infer<typeof memorySchema>;

/** What outlives the program: the random id that staging is drawn from, the mark of each channel, and the last word of each profile's bank. */
export type UpdateMemory = {
  readonly machineId: string; readonly mark: (channel: Channel) => Mark | undefined; readonly keep: (mark: Mark) => void;
  /** Of the profiles that are still on this computer. */
  readonly words: () => readonly BankWord[];
  /** Whether it is news. */
  readonly keepWord: (word: BankWord) => boolean;
};

/** A memory that can't be read is begun again: whoever can write there has the account already. Throws where nothing can be written. */
export function openUpdateMemory(folder: string, isHere: (profile: string) => boolean = () => true): UpdateMemory {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "memory.json");
  const write = (next: Memory): Memory => {
    replaceFile(path, `${JSON.stringify(next)}\n`);
    return next;
  };
  let memory = read(path) ?? write({ machine: randomUUID(), marks: [], words: [] });
  return {
    machineId: memory.machine,
    mark: (channel) => memory.marks.find((mark) => mark.channel === channel),
    keep: ({ channel, version, issuedAt }) => {
      const known = memory.marks.find((mark) => mark.channel === channel);
      if (known?.version === version && known.issuedAt === issuedAt) return;
      memory = write({ ...memory, marks: [...memory.marks.filter((mark) => mark.channel !== channel), { channel, version, issuedAt }] });
    },
    words: () => memory.words.filter(({ profile }) => isHere(profile)),
    keepWord: (word) => {
      const known = memory.words.find(({ profile }) => profile === word.profile);
      if (JSON.stringify(known) === JSON.stringify(bankWordSchema.parse(word))) return false;
      memory = write({ ...memory, words: [...memory.words.filter(({ profile }) => profile !== word.profile && isHere(profile)), word] });
      return true;
    },
  };
}

function read(path: string): Memory | undefined {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
