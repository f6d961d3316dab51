import { parseArgs } from "node:util";
import { isUuid } from "../shared/kernel/ids.ts";
import { err, ok, type Result } from "../shared/kernel/result.ts";

/** What was typed behind `scheme`. */
export type SchemeCommand =
  | { readonly does: "template" | "list" }
  | { readonly does: "check"; readonly document: string }
  /** `files`: where each file that changes is written. */
  | { readonly does: "preview"; readonly document: string; readonly files: string | undefined }
  | { readonly does: "propose"; readonly document: string; readonly as: string }
  | { readonly does: "approve" | "turn-down" | "withdraw"; readonly name: string; readonly as: string };
export type SchemeOrder = { readonly command: SchemeCommand; readonly yes: boolean; readonly json: boolean };

const WORDS = ["approve", "turn-down", "withdraw"] as const;

/** `usage.as`: nobody was named who may act. */
export function readSchemeArguments(args: readonly string[]): Result<SchemeOrder, "usage" | "usage.as"> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, strict: true, options: { as: { type: "string" }, yes: { type: "boolean" }, json: { type: "boolean" }, files: { type: "string" } } });
  } catch {
    return err("usage");
  }
  const { values: { as, yes = false, json = false, files }, positionals: [verb, document, ...rest] } = parsed;
  const order = (command: SchemeCommand): Result<SchemeOrder, never> => ok({ command, yes, json });
  if (rest.length > 0 || files === "" || (files !== undefined && verb !== "preview")) return err("usage");
  if (verb === "template" || verb === "list") return document === undefined ? order({ does: verb }) : err("usage");
  if (document === undefined) return err("usage");
  if (verb === "check") return order({ does: verb, document });
  if (verb === "preview") return order({ does: verb, document, files });
  const word = WORDS.find((one) => one === verb);
  if (verb !== "propose" && word === undefined) return err("usage");
  if (!isUuid(as)) return err("usage.as");
  return order(word === undefined ? { does: "propose", document, as } : { does: word, name: document, as });
}
