import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { FileView } from "../../../../shared/bridge/file-views.ts";
import { faultText } from "../../../../shared/i18n/field-words.ts";
import { authorName, entryLabel, factChoice, factLabel, factLines, stepLabel } from "../../../../shared/i18n/life-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { parseFacts } from "../../../../shared/life/fact-entry.ts";
import { factsOf, isStepName, type FactSpec, type StepName } from "../../../../shared/life/step-specs.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findFiles } from "../find-files.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellSeveral } from "./list.ts";

/**
 * `record ID|SIREN`: the loan's life and what may be recorded next. `record ID|SIREN STEP NAME=VALUE…`: records a step, values as people type them, `on`
 * today's where it is not given. 0 recorded, 1 refused (nothing was recorded), 2 what was typed cannot be read.
 */
export const record = (given: Surroundings, named: string, step: string | undefined, typed: readonly string[]): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const rows = await findFiles(bridge, named);
    if (rows.length > 1) return tellSeveral(out, rows);
    const [row] = rows;
    if (row === undefined) return out.failure({ code: "G2008" });
    const opened = await bridge.call("files.open", { file: row.file });
    if (!opened.ok) return out.failure(opened.error);
    if (step === undefined) return tellLife(out, opened.value);
    if (!isStepName(step)) return sayUsage(out, out.words.say("record.noStep", { step, known: opened.value.life.steps.map((one) => one.step).join(", ") }));
    return await recordOne(bridge, out, opened.value, step, typed);
  });

async function recordOne(bridge: Bridge, out: Output, view: FileView, step: StepName, typed: readonly string[]): Promise<ExitCode> {
  const words = allWords[out.words.language];
  const pairs = typed.map((one) => [one.split("=")[0] ?? "", one.slice(one.indexOf("=") + 1)] as const);
  const unknown = pairs.find(([name], i) => typed[i]?.includes("=") !== true || !factsOf(step).some(([known]) => known === name));
  if (unknown !== undefined) return sayUsage(out, out.words.say("record.noFact", { fact: unknown[0], known: factsOf(step).map(factHelp(out)).join("; ") }));
  const today = (await bridge.call("app.info", undefined)).businessDate;
  const read = parseFacts(step, { ...(today === undefined ? {} : { on: today }), ...Object.fromEntries(pairs) }, out.words);
  if (!read.ok) return sayUsage(out, read.error.map(({ field, reason }) => `${field} (${factLabel(field, words)}): ${faultText(reason, words)}`).join("\n"));
  const facts = Object.fromEntries(Object.entries(read.value).map(([name, value]) => [name, JSON.parse(JSON.stringify(value))]));
  const done = await bridge.call("files.record", { file: view.file, step, facts });
  if (!done.ok) return refused(out, done.error);
  out.document({ file: view.file, step, status: done.value.status });
  out.line(words.t("life.done", { step: stepLabel(step, words) }));
  return EXIT.done;
}

function refused(out: Output, error: CodedError): ExitCode {
  const words = allWords[out.words.language];
  const code = out.failure(error);
  if (!out.json) for (const { field, reason } of error.fields ?? []) out.note(`  ${factLabel(field, words)}: ${faultText(reason, words)}`);
  return code;
}

function tellLife(out: Output, view: FileView): ExitCode {
  const words = allWords[out.words.language];
  const { life } = view;
  out.document({ file: view.file, status: view.status, entries: life.entries, next: life.steps.map(({ step, whyNot }) => ({ step, facts: factsOf(step).map(([name]) => name), ...(whyNot === undefined ? {} : { whyNot }) })) });
  out.line(out.words.say("show.status", { status: out.words.say(`row.${view.status}`), at: words.format.dayAndTime(view.updatedAt), by: authorName(view.updatedBy, words) }));
  for (const entry of life.entries) {
    const { step, facts, by } = entry;
    out.line(`${words.format.date(facts.on)}  ${entryLabel(entry, words)} (${authorName(by, words)})  ${factLines(step, facts, words).map(([label, value]) => `${label} ${value}`).join(", ")}`.trimEnd());
  }
  for (const { step, whyNot } of life.steps) {
    out.line(`  ${step}: ${stepLabel(step, words)}. ${whyNot === undefined ? factsOf(step).map(factHelp(out)).join("; ") : [out.words.error(whyNot), ...(whyNot.fields ?? []).map(({ reason }) => faultText(reason, words))].join(" ")}`);
  }
  return EXIT.done;
}

const factHelp = (out: Output) => ([name, spec]: readonly [string, FactSpec]): string => {
  const words = allWords[out.words.language];
  const choices = spec.kind === "choice" ? ` [${spec.of.map((code) => `${code} ${factChoice(code, words)}`).join(", ")}]` : "";
  return `${name}${spec.required ? "" : "?"} ${factLabel(name, words)}${choices}`;
};
