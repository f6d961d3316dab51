import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { manifestSchema, type Channel } from "../../../shared/release/manifest.ts";
import type { Mark } from "../../../shared/release/supersede.ts";
import { replaceFile } from "../keys/replace-file.ts";

const markSchema = manifestSchema.pick({ channel: true, version: true, issuedAt: true });
const memorySchema = z.object({ machine: z.uuid(), marks: z.array(markSchema).max(10) });
type Memory = z.infer<typeof memorySchema>;

/** What outlives the program: the random id that staging is drawn from, and the mark of each channel. */
export type UpdateMemory = { readonly machineId: string; readonly mark: (channel: Channel) => Mark | undefined; readonly keep: (mark: Mark) => void };

/** A memory that can't be read is begun again: whoever can write there has the account already. Throws where nothing can be written. */
export function openUpdateMemory(folder: string): UpdateMemory {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "memory.json");
  const write = (next: Memory): Memory => {
    replaceFile(path, `${JSON.stringify(next)}\n`);
    return next;
  };
  let memory = read(path) ?? write({ machine: randomUUID(), marks: [] });
  return {
    machineId: memory.machine,
    mark: (channel) => memory.marks.find((mark) => mark.channel === channel),
    keep: ({ channel, version, issuedAt }) => {
      const known = memory.marks.find((mark) => mark.channel === channel);
      if (known?.version === version && known.issuedAt === issuedAt) return;
      memory = write({ ...memory, marks: [...memory.marks.filter((mark) => mark.channel !== channel), { channel, version, issuedAt }] });
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
