import { existsSync } from "node:fs";
import { refusalSchema, type PaperOrder, type Refusal } from "../../../../shared/bridge/paper-order.ts";
import type { PaperName } from "../../../../shared/bridge/paper-views.ts";
import { parseDateEntry } from "../../../../shared/entry/date-entry.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findFiles } from "../find-files.ts";
import type { Output } from "../output.ts";
import { readTextFile, type FileFault } from "../read-text-file.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellSeveral } from "./list.ts";

export type PaperOptions = {
  readonly kind: PaperName;
  readonly out: string;
  readonly refused?: Refusal["kind"];
  /** A file that holds the reason: a letter's words are not for a command line. */
  readonly reason?: string;
  readonly on?: string;
  readonly signatory?: string;
  readonly role?: string;
  readonly department?: string;
};

/** `paper ID|SIREN --kind KIND --out FILE`: one PDF of a file. A file that is there is not overwritten. */
export async function paper(given: Surroundings, named: string, options: PaperOptions): Promise<ExitCode> {
  const { out } = given;
  const { language } = out.words;
  // Everything that is wrong with the command is told before anybody is asked for a passphrase.
  const refusal = options.kind === "refusal" ? readRefusal(options) : undefined;
  if (refusal !== undefined && "fault" in refusal) return paperFault(out, refusal.fault);
  if (existsSync(options.out)) return paperFault(out, { key: "file.exists", holes: { file: options.out } });
  return await withDesk(given, async (bridge) => {
    const rows = await findFiles(bridge, named);
    const [only] = rows;
    if (only === undefined) return out.failure({ code: "G2008" });
    if (rows.length > 1) return tellSeveral(out, rows);
    const order: PaperOrder | undefined = options.kind !== "refusal" ? { paper: options.kind, file: only.file, language } : refusal === undefined ? undefined : { paper: "refusal", file: only.file, refusal: refusal.letter };
    if (order === undefined) return EXIT.usage;
    const made = await bridge.call("paper.make", order);
    if (!made.ok) return out.failure(made.error);
    const written = writeNewFile(options.out, [Buffer.from(made.value.bytes, "base64")]);
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file: options.out, pages: made.value.pages, proposedName: made.value.name });
    out.line(out.words.say("paper.written", { file: options.out, pages: made.value.pages }));
    return EXIT.done;
  });
}

type Fault = FileFault | { readonly key: "paper.what"; readonly holes: { readonly what: string } };

function readRefusal({ refused, reason, on, signatory, role, department }: PaperOptions): { readonly letter: Refusal } | { readonly fault: Fault } {
  const wrong = (what: string): { readonly fault: Fault } => ({ fault: { key: "paper.what", holes: { what } } });
  if (reason === undefined) return wrong("--reason");
  const text = readTextFile(reason, "utf-8");
  if (!text.ok) return { fault: text.error };
  const decidedOn = on === undefined ? undefined : parseDateEntry(on);
  if (decidedOn?.ok !== true) return wrong("--on");
  const read = refusalSchema.safeParse({
    kind: refused ?? "loan", reason: text.value, decidedOn: decidedOn.value, signatory: { name: signatory ?? "", ...(role === undefined ? {} : { role }) }, ...(department === undefined ? {} : { department: department.toUpperCase() }),
  });
  return read.success ? { letter: read.data } : wrong(`--${String(read.error.issues[0]?.path[0] ?? "reason")}`);
}

function paperFault(out: Output, fault: Fault): ExitCode {
  if (fault.key !== "paper.what") return tellFileFault(out, fault);
  const message = out.words.say(fault.key, fault.holes);
  out.document({ error: { message } });
  if (!out.json) out.note(message);
  return EXIT.usage;
}
