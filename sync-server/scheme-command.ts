import { readFileSync } from "node:fs";
import { errorLine } from "./error-line.ts";
import { schemeWords } from "../shared/i18n/scheme-words.ts";
import type { Language } from "../shared/i18n/format.ts";
import { words } from "../shared/i18n/texts.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import { instant } from "../shared/kernel/instant.ts";
import { err, ok, type Result } from "../shared/kernel/result.ts";
import { packName } from "../shared/pge/packs/packs.ts";
import { parsePackText, type ParsedPack } from "../shared/pge/packs/document/parse-pack.ts";
import { pgeFranceDocument } from "../shared/pge/packs/document/pge-france-document.ts";
import type { ServerConfig } from "./config.ts";
import { signingKey } from "./domain/key-ring.ts";
import { createReceiptSigner } from "./domain/receipt.ts";
import { createSchemeDesk, type PackTold, type SchemeDesk } from "./domain/schemes/create-scheme-desk.ts";
import type { Caller } from "./domain/services.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { readSchemeArguments, type SchemeCommand, type SchemeOrder } from "./scheme-arguments.ts";
import { runPreview } from "./preview-command.ts";
import type { SchemeParts } from "./scheme-parts.ts";
import { describePack } from "./tell-scheme.ts";
import { withCentre, type AtCentre } from "./with-store.ts";

type Read = ParsedPack & { readonly text: string };

/**
 * `scheme …`: versions of the rules, composed, shown against every file, approved by a second operator, published, withdrawn. Whoever can open the store names the operator, who must be of the directory. Answers the exit code: 1 refused or faulty, 2 not well formed. @throws StartFault where the store does not open
 */
export async function runSchemeCommand(config: ServerConfig, args: readonly string[], language: Language, log: ServerLog, output: CommandOutput, signal: AbortSignal): Promise<ExitCode> {
  const said = schemeWords(language);
  const order = readSchemeArguments(args);
  if (!order.ok) {
    output.fault(`${said.say(order.error).trimEnd()}\n`);
    return 2;
  }
  const parts: SchemeParts = { said, language, output, signal };
  return await withCentre<ExitCode>(config, log, async (at) => {
    const signer = createReceiptSigner(signingKey(at.centre.keys, instant(Date.now())));
    try {
      const desk = createSchemeDesk({ store: at.store, centre: at.centre, signer: () => signer, now: Date.now, secondWordMs: config.secondWordMs });
      return await carryOut(at, desk, order.value, parts);
    } finally {
      await signer.close();
    }
  });
}

/** `scheme check FILE [--json]`: as anybody's computer may, without a centre. Undefined: another order. */
export function runSchemeCheck(args: readonly string[], language: Language, output: CommandOutput): ExitCode | undefined {
  const order = readSchemeArguments(args);
  if (!order.ok || order.value.command.does !== "check") return undefined;
  const said = schemeWords(language);
  const read = readDocument(order.value.command.document, { said, output });
  if (read === undefined) return 1;
  output.out(order.value.json ? `${JSON.stringify({ pack: packName(read.pack), from: read.document.from }, null, 2)}\n` : `${describePack(read, said, language).join("\n")}\n`);
  return 0;
}

async function carryOut(at: AtCentre, desk: SchemeDesk, { command, yes, json }: SchemeOrder, parts: SchemeParts): Promise<ExitCode> {
  const { said, language, output } = parts;
  const { out } = output;
  switch (command.does) {
    case "template": {
      const day = at.centre.businessDate();
      const told = (await desk.list()).find(({ name }) => name === at.centre.rules());
      out(told === undefined ? `${JSON.stringify({ ...pgeFranceDocument, from: day }, null, 2)}\n` : told.row.document);
      return 0;
    }
    case "list": {
      const all = await desk.list();
      const { format } = words[language];
      if (json) out(`${JSON.stringify({ inForce: at.centre.rules(), packs: all.map(({ row: { document: _document, ...row }, standing }) => ({ ...row, standing })) }, null, 2)}\n`);
      else out(`${[said.say("inForce", { day: format.date(at.centre.businessDate()), name: at.centre.rules() }), ...(all.length === 0 ? [said.say("none", { name: at.centre.rules() })] : all.map((one) => standingLine(one, parts)))].join("\n")}\n`);
      return 0;
    }
    case "check": return 0; // answered before the store was opened
    case "preview": {
      const proposed = (await desk.list()).find(({ name }) => name === command.document);
      const read = proposed === undefined ? readDocument(command.document, parts) : readText(command.document, proposed.row.document, parts);
      return read === undefined ? 1 : await runPreview(at, read, { json, files: command.files }, parts);
    }
    case "propose": {
      const read = readDocument(command.document, parts);
      if (read === undefined) return 1;
      if (!yes) return shown(describePack(read, said, language), parts);
      return answer(await desk.propose(operator(command.as), read, read.text), json, parts);
    }
    default: return await word(desk, command, { yes, json }, parts);
  }
}

async function word(desk: SchemeDesk, { does, name, as }: Extract<SchemeCommand, { readonly name: string }>, { yes, json }: Pick<SchemeOrder, "yes" | "json">, parts: SchemeParts): Promise<ExitCode> {
  if (!yes) {
    const told = (await desk.list()).find((one) => one.name === name);
    return told === undefined ? answer(err<CodedError>({ code: "G9611", params: { pack: name } }), json, parts) : shown([standingLine(told, parts)], parts);
  }
  const caller = operator(as);
  return answer(does === "approve" ? await desk.approve(caller, name) : does === "withdraw" ? await desk.withdraw(caller, name) : await desk.turnDown(caller, name), json, parts);
}

/** The database knows whether that is true. */
const operator = (user: string): Caller => ({ user, name: "", role: "operator", bank: undefined, branches: [] });

function answer(result: Result<PackTold, CodedError>, json: boolean, parts: SchemeParts): ExitCode {
  const { out, fault } = parts.output;
  if (!result.ok) {
    if (json) out(`${JSON.stringify({ error: result.error })}\n`);
    else fault(`${errorLine(result.error, parts.language)}\n`);
    return 1;
  }
  const { row: { document: _document, ...row }, standing } = result.value;
  out(json ? `${JSON.stringify({ ...row, standing }, null, 2)}\n` : `${standingLine(result.value, parts)}\n`);
  return 0;
}

function shown(lines: readonly string[], { said, output }: SchemeParts): ExitCode {
  output.out(`${[...lines, said.say("shown")].join("\n")}\n`);
  return 0;
}

const standingLine = ({ name, standing, row: { from, hash } }: PackTold, { said, language }: SchemeParts): string =>
  said.say("standing", { name, standing: said.say(`standing.${standing}`), from: words[language].format.date(from), hash: hash.slice(0, 16) });

function readDocument(file: string, parts: Pick<SchemeParts, "said" | "output">): Read | undefined {
  const text = textOf(file);
  if (!text.ok) {
    parts.output.fault(`${parts.said.say("unreadable", { file })}\n`);
    return undefined;
  }
  return readText(file, text.value, parts);
}

function readText(file: string, text: string, { said, output }: Pick<SchemeParts, "said" | "output">): Read | undefined {
  const parsed = parsePackText(text);
  if (parsed.ok) return { ...parsed.value, text };
  output.fault(`${[said.say("faults", { n: parsed.error.length, file }), ...parsed.error.map(said.fault)].join("\n")}\n`);
  return undefined;
}

function textOf(file: string): Result<string, "unreadable"> {
  try {
    return ok(readFileSync(file, "utf8"));
  } catch {
    return err("unreadable");
  }
}
