import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { isUuid } from "../../../../shared/kernel/ids.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import { fieldLabel, valueText } from "../../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { isFieldName } from "../../../../shared/pge/file-fields.ts";
import { parseFileState } from "../../../../shared/sync/parse-file-state.ts";
import { inspectEventsAnswerSchema, inspectFileAnswerSchema, inspectFilesAnswerSchema, type InspectFileAnswer } from "../../../../shared/sync/inspection-messages.ts";
import { readKnownHead } from "../../../../shared/sync/read-head.ts";
import { editsIn } from "../changed-fields.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import { policyAnswerSchema } from "../../../../shared/sync/policy-messages.ts";
import { toStanding } from "../../../core/administer/policy-desk.ts";
import { openCentre, type InspectRequest } from "./open-centre.ts";
import { policyLinesOf } from "./policy.ts";

export type InspectOrder = { readonly what: "find" | "file" | "events" | "policy"; readonly named: string | undefined; readonly person: string | undefined; readonly limit: number };

/** `inspect find NUMBER|SIREN`, `inspect file ID`, `inspect events [ID]`, `inspect policy`: what an auditor reads of her bank, through the centre. Each reading of a file or of the audit is in the audit before it is shown. Needs no data folder. */
export async function inspect(out: Output, request: InspectRequest, { what, named, person, limit }: InspectOrder): Promise<ExitCode> {
  if ((what === "find" || what === "file") && named === undefined) return sayUsage(out, out.words.say("inspect.named"));
  if (what !== "find" && named !== undefined && !isUuid(named)) return sayUsage(out, out.words.say("inspect.id"));
  const ask = await openCentre(request);
  if (!ask.ok) return out.failure(ask.error);
  if (what === "policy") return tell(out, await ask.value("/v1/policy", {}, policyAnswerSchema), (answer) => policyLinesOf(out, toStanding(answer)));
  if (what === "find") {
    const digits = (named ?? "").replaceAll(/\s/g, "");
    const found = await ask.value("/v1/inspect/files", { search: /^\d{9}$/.test(digits) ? { siren: digits } : { number: named } }, inspectFilesAnswerSchema);
    return tell(out, found, ({ files }) => (files.length === 0 ? [out.words.say("inspect.none")] : files.map((one) => [one.number ?? "–", one.name, one.branchName, allWords[out.words.language].find(`status.${one.status}`) ?? one.status, one.file].join(" · "))));
  }
  if (what === "file") return tell(out, await ask.value("/v1/inspect/file", { file: named }, inspectFileAnswerSchema), (answer) => fileLines(out, answer));
  const events = await ask.value("/v1/inspect/events", { limit, ...(named === undefined ? {} : { file: named }), ...(person === undefined ? {} : { person }) }, inspectEventsAnswerSchema);
  return tell(out, events, (answer) => answer.events.map(({ n, kind, at, body }) => [n, out.format.dayAndTime(at), kind, body ?? out.words.say("inspect.erased")].join(" · ")));
}

/** One document for a program, lines for a person. */
export function tell<T>(out: Output, answer: Result<T, CodedError>, lines: (value: T) => readonly string[]): ExitCode {
  if (!answer.ok) return out.failure(answer.error);
  out.document(answer.value);
  for (const line of lines(answer.value)) out.line(line);
  return EXIT.done;
}

/** The file as it is, then its changes in the order in which they came: who, when, and each value before and after. */
function fileLines(out: Output, { branchName, state: text, changes, people, more }: InspectFileAnswer): readonly string[] {
  const words = allWords[out.words.language];
  const { say } = out.words;
  const state = parseFileState(text);
  const valueOf = (field: string, value: unknown): string => (isFieldName(field) && value !== null && value !== undefined ? valueText(field, value as never, words) : say("show.nothing"));
  const labelOf = (field: string): string => (isFieldName(field) ? fieldLabel(field, words) : field);
  const fields = state.ok ? Object.entries(state.value.fields).map(([field, value]) => say("show.field", { label: labelOf(field), value: valueOf(field, value) })) : [];
  return [
    branchName, ...fields.map((line) => `  ${line}`), "",
    ...changes.flatMap(({ head, body, receivedAt }) => {
      const known = head === null ? undefined : readKnownHead(head);
      const kind = known?.kind ?? "";
      return [
        say("inspect.change", { kind: words.find(`sync.kind.${kind}`) ?? kind, author: people.find(({ user }) => user === known?.author)?.name ?? known?.author ?? "", made: known === undefined ? "" : out.format.dayAndTime(known.madeAt), received: out.format.dayAndTime(receivedAt) }),
        ...editsIn(body).map(({ field, from, to }) => `    ${say("inspect.edit", { label: labelOf(field), before: valueOf(field, from), after: valueOf(field, to) })}`),
      ];
    }),
    ...(more ? [say("inspect.more")] : []),
  ];
}
