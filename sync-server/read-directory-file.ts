import { readFileSync } from "node:fs";
import { z } from "zod";
import { BANK_ROLES } from "../shared/access/roles.ts";
import { MAIL_KINDS } from "../shared/mail/mail-kinds.ts";
import { MAX_CENTS } from "../shared/kernel/cents.ts";
import { directoryProblems, type DirectoryInput } from "./domain/directory.ts";
import { StartFault } from "./start-fault.ts";

const text = z.string().min(1).max(200);
/** Cents. */
const amount = z.int().min(0).max(MAX_CENTS);
const language = z.enum(["fr", "en"]).optional();
/** One line that a header takes as it is. */
const address = z.email().max(254);
const uuid = z.uuid().toLowerCase();
const directorySchema = z.strictObject({
  banks: z.array(z.strictObject({
    id: uuid, name: text, issuer: text, approveWorkstations: z.boolean().optional(), language, mailOff: z.array(z.enum(MAIL_KINDS)).optional(),
    branches: z.array(z.strictObject({ id: uuid, name: text, region: text.optional() })).min(1),
    levels: z.array(z.strictObject({ id: text, name: text, upTo: amount.optional() })).optional(),
    persons: z.array(z.strictObject({ id: uuid, subject: text, name: text, role: z.enum(BANK_ROLES), branches: z.array(uuid), level: text.optional(), upTo: amount.optional(), email: address.optional(), language })),
  })),
  operators: z.array(z.strictObject({ id: uuid, issuer: text, subject: text, name: text, active: z.boolean().optional() })).default([]),
});

/** Banks, branches and persons from a JSON file (its shape is in docs/server.md). Throws StartFault with the place of the first fault. */
export function readDirectoryFile(path: string): DirectoryInput {
  const parsed = directorySchema.safeParse(readJson(path));
  if (!parsed.success) throw fault(path, parsed.error.issues[0]?.path.join(".") || "racine / root");
  const [problem] = directoryProblems(parsed.data);
  if (problem !== undefined) throw fault(path, problem);
  return parsed.data;
}

function readJson(path: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return value;
  } catch (error) {
    throw fault(path, error instanceof SyntaxError ? "JSON" : "lecture / reading");
  }
}

const fault = (path: string, where: string): StartFault => new StartFault({
  fr: `L'annuaire ${path} ne peut pas être lu (${where}) : rien n'a été importé.`,
  en: `The directory ${path} cannot be read (${where}): nothing was imported.`,
});
