import { parseArgs } from "node:util";
import { parseAmountEntry } from "../shared/entry/amount-entry.ts";
import type { OperatorText } from "../shared/i18n/operator-words.ts";
import { isUuid } from "../shared/kernel/ids.ts";
import { err, ok, type Result } from "../shared/kernel/result.ts";
import { MAX_ASKED, MAX_REASON, type OperatorActKind } from "../shared/life/centre-act.ts";

type Grounds = { readonly reason: string; readonly asked: string };
/** What was typed behind `operator`. `act`: of a request made before, so that repeating it is harmless. */
export type OperatorCommand =
  | { readonly does: "find"; readonly search: { readonly number: string } | { readonly siren: string; readonly bank: string } }
  | ({ readonly does: "act"; readonly kind: OperatorActKind; readonly number: string; readonly amount: number | undefined; readonly act: string | undefined } & Grounds)
  | { readonly does: "decide"; readonly decision: "confirm" | "turn-down"; readonly act: string }
  | { readonly does: "acts"; readonly number: string | undefined };
export type OperatorOrder = { readonly as: string; readonly yes: boolean; readonly json: boolean; readonly command: OperatorCommand };
/** What is wrong, as a key of the operator's words; `json` says how to answer. */
export type OperatorUsage = { readonly key: OperatorText; readonly holes?: { readonly [hole: string]: string | number }; readonly json: boolean };

/** A map: of an object's own names, as `constructor`, none is a verb. */
const KINDS: ReadonlyMap<string | undefined, OperatorActKind> = new Map([["correct", "corrected"], ["cancel", "cancelled"], ["release", "released"]]);

export function readOperatorArguments(args: readonly string[]): Result<OperatorOrder, OperatorUsage> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args], allowPositionals: true, strict: true,
      options: { as: { type: "string" }, bank: { type: "string" }, reason: { type: "string" }, asked: { type: "string" }, act: { type: "string" }, yes: { type: "boolean" }, json: { type: "boolean" } },
    });
  } catch {
    return err({ key: "usage", json: args.includes("--json") });
  }
  const { values, positionals: [verb, ...rest] } = parsed;
  const json = values.json === true;
  const command = readCommand(verb, rest, values);
  if (!command.ok) return err({ ...command.error, json });
  if (!isUuid(values.as)) return err({ key: "usage.as", json });
  return ok({ as: values.as, yes: values.yes === true, json, command: command.value });
}

type Values = { readonly bank?: string | undefined; readonly reason?: string | undefined; readonly asked?: string | undefined; readonly act?: string | undefined };
function readCommand(verb: string | undefined, rest: readonly string[], { bank, reason, asked, act }: Values): Result<OperatorCommand, Omit<OperatorUsage, "json">> {
  const [first, second] = rest;
  const usage = err({ key: "usage" as const });
  if (verb === "acts" && rest.length <= 1) return ok({ does: "acts", number: first });
  if (first === undefined || rest.length > (verb === "correct" ? 2 : 1)) return usage;
  if (verb === "find") {
    const siren = first.replaceAll(/\s/g, "");
    if (bank === undefined) return ok({ does: "find", search: { number: first } });
    return /^\d{9}$/.test(siren) ? ok({ does: "find", search: { siren, bank } }) : usage;
  }
  if (verb === "confirm" || verb === "turn-down") return isUuid(first) ? ok({ does: "decide", decision: verb, act: first }) : usage;
  const kind = KINDS.get(verb);
  if (kind === undefined || (act !== undefined && !isUuid(act)) || (kind === "corrected") !== (second !== undefined)) return usage;
  const amount = second === undefined ? undefined : parseAmountEntry(second);
  if (amount !== undefined && !amount.ok) return err({ key: "usage.amount", holes: { amount: second ?? "" } });
  const grounds = { reason: reason?.trim() ?? "", asked: asked?.trim() ?? "" };
  if (grounds.reason === "" || grounds.asked === "" || grounds.reason.length > MAX_REASON || grounds.asked.length > MAX_ASKED) return err({ key: "usage.grounds", holes: { reason: MAX_REASON, asked: MAX_ASKED } });
  return ok({ does: "act", kind, number: first, amount: amount?.value, act, ...grounds });
}
