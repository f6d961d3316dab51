import { z } from "zod";
import { isErrorCode, type CodedError } from "../../../../shared/kernel/error-codes.ts";
import { isUuid } from "../../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { fieldLabel, valueText } from "../../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { isFieldName } from "../../../../shared/pge/file-fields.ts";
import { parseFileState } from "../../../../shared/sync/parse-file-state.ts";
import { inspectEventsAnswerSchema, inspectFileAnswerSchema, inspectFilesAnswerSchema, type InspectFileAnswer } from "../../../../shared/sync/inspection-messages.ts";
import { PROTOCOL_VERSION } from "../../../../shared/sync/protocol.ts";
import { readKnownHead } from "../../../../shared/sync/read-head.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import { getTokens, sayHello, type TokenRequest } from "./token.ts";

/** Where an auditor's own access token is found; in a demonstration `--user` signs in instead. Never an argument: arguments are seen by others. */
export type InspectRequest = Omit<TokenRequest, "user"> & { readonly user: string | undefined; readonly accessToken: string | undefined };
export type InspectOrder = { readonly what: "find" | "file" | "events"; readonly named: string | undefined; readonly person: string | undefined; readonly limit: number };

const answerSchema = z.union([z.object({ code: z.custom<CodedError["code"]>(isErrorCode), params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional() }), z.unknown()]);

/** `inspect find NUMBER|SIREN`, `inspect file ID`, `inspect events [ID]`: what an auditor reads of her bank, through the centre. Each reading is in the audit before it is shown. Needs no data folder. */
export async function inspect(out: Output, request: InspectRequest, { what, named, person, limit }: InspectOrder): Promise<ExitCode> {
  if (what !== "events" && named === undefined) return sayUsage(out, out.words.say("inspect.named"));
  if (what !== "find" && named !== undefined && !isUuid(named)) return sayUsage(out, out.words.say("inspect.id"));
  const ask = await openCentre(request);
  if (!ask.ok) return out.failure(ask.error);
  if (what === "find") {
    const digits = (named ?? "").replaceAll(/\s/g, "");
    const found = await ask.value("/v1/inspect/files", { search: /^\d{9}$/.test(digits) ? { siren: digits } : { number: named } }, inspectFilesAnswerSchema);
    return tell(out, found, ({ files }) => (files.length === 0 ? [out.words.say("inspect.none")] : files.map((one) => [one.number ?? "–", one.name, one.branchName, allWords[out.words.language].find(`status.${one.status}`) ?? one.status, one.file].join(" · "))));
  }
  if (what === "file") return tell(out, await ask.value("/v1/inspect/file", { file: named }, inspectFileAnswerSchema), (answer) => fileLines(out, answer));
  const events = await ask.value("/v1/inspect/events", { limit, ...(named === undefined ? {} : { file: named }), ...(person === undefined ? {} : { person }) }, inspectEventsAnswerSchema);
  return tell(out, events, (answer) => answer.events.map(({ n, kind, at, body }) => [n, out.format.dayAndTime(at), kind, body ?? out.words.say("inspect.erased")].join(" · ")));
}

function tell<T>(out: Output, answer: Result<T, CodedError>, lines: (value: T) => readonly string[]): ExitCode {
  if (!answer.ok) return out.failure(answer.error);
  out.document(answer.value);
  for (const line of lines(answer.value)) out.line(line);
  return EXIT.done;
}

type Ask = <T>(path: string, body: object, schema: z.ZodType<T>) => Promise<Result<T, CodedError>>;

async function openCentre(request: InspectRequest): Promise<Result<Ask, CodedError>> {
  const hello = await sayHello(request.serverUrl);
  if (!hello.ok) return hello;
  const token = request.accessToken === undefined ? await getTokens(request) : ok({ access: request.accessToken });
  if (!token.ok) return token;
  const { centre, epoch } = hello.value;
  return ok(async (path, body, schema) => {
    try {
      const answer = await fetch(`${request.serverUrl}${path}`, {
        method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${token.value.access}` }, signal: AbortSignal.timeout(30_000),
        body: JSON.stringify({ protocol: PROTOCOL_VERSION, centre, epoch: epoch.id, ...body }),
      });
      const told: unknown = await answer.json();
      const parsed = schema.safeParse(told);
      if (answer.ok && parsed.success) return ok(parsed.data);
      const refused = answerSchema.safeParse(told);
      return err(!answer.ok && refused.success && typeof refused.data === "object" && refused.data !== null && "code" in refused.data ? refused.data as CodedError : { code: "G5005" });
    } catch (error) {
      return err({ code: error instanceof SyntaxError ? "G5005" : "G5004" });
    }
  });
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

const editsSchema = z.object({ edits: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })) });
function editsIn(body: string | null): readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[] {
  if (body === null) return [];
  const parsed = editsSchema.safeParse(JSON.parse(body)); // kept by the centre as JSON
  return parsed.success ? Object.entries(parsed.data.edits).map(([field, edit]) => ({ field, from: edit.from, to: edit.to })) : [];
}
