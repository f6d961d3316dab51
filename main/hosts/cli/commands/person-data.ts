import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fieldLabel, valueText } from "../../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { inspectFileAnswerSchema, inspectPersonAnswerSchema, inspectPersonRequestSchema, type InspectPersonAnswer, type InspectPersonRequest } from "../../../../shared/sync/inspection-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { personFile, type PersonFile } from "../person-data.ts";
import { sayUsage } from "../say-usage.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { openCentre, type Ask, type InspectRequest } from "./open-centre.ts";

export type PersonOptions = { readonly name?: string; readonly email?: string; readonly phone?: string; readonly siren?: string; readonly out: string };
type Who = InspectPersonRequest["who"];

/** What a program reads of it (GDPR art. 20). */
const FORMAT = "guichet-person-data-1";

/**
 * `person-data --name NAME … --out FOLDER`: what the bank keeps of one person (GDPR art. 15 and 20), as a text for her and as JSON. All files of the bank are looked through, a page at a time; an end before
 * the last one writes nothing. Whether the person is who she says is judged before.
 */
export async function personData(out: Output, request: InspectRequest, { out: folder, ...given }: PersonOptions): Promise<ExitCode> {
  const who = inspectPersonRequestSchema.shape.who.safeParse({ ...given, ...(given.siren === undefined ? {} : { siren: given.siren.replaceAll(/\s/g, "") }) });
  if (!who.success) return sayUsage(out, out.words.say("personData.who"));
  if (existsSync(folder)) return tellFileFault(out, { key: "file.exists", holes: { file: folder } });
  const ask = await openCentre(request);
  if (!ask.ok) return out.failure(ask.error);
  const found = await findFiles(out, ask.value, who.data);
  if (!found.ok) return out.failure(found.error);
  const files = await readFiles(ask.value, found.value);
  if (!files.ok) return out.failure(files.error);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = Date.now();
  const contents = [["person-data.json", `${JSON.stringify({ format: FORMAT, madeAt: made, who: who.data, files: files.value }, undefined, 2)}\n`], ["person-data.txt", `${letter(out, who.data, files.value, made).join("\n")}\n`]] as const;
  for (const [name, text] of contents) {
    const written = writeNewFile(join(folder, name), [Buffer.from(text)]);
    if (!written.ok) return tellFileFault(out, written.error);
  }
  out.document({ folder, files: files.value.length });
  out.line(out.words.say(files.value.length === 0 ? "personData.none" : "personData.written", { folder, files: files.value.length }));
  return EXIT.done;
}

async function findFiles(out: Output, ask: Ask, who: Who): Promise<Result<readonly InspectPersonAnswer["files"][number][], CodedError>> {
  const found: InspectPersonAnswer["files"][number][] = [];
  let [read, after]: [number, string | undefined] = [0, undefined];
  do {
    const page: Result<InspectPersonAnswer, CodedError> = await ask("/v1/inspect/person", { who, ...(after === undefined ? {} : { after }) }, inspectPersonAnswerSchema);
    if (!page.ok) return page;
    found.push(...page.value.files);
    read += page.value.read;
    ({ after } = page.value);
    if (!out.json) out.note(out.words.say("personData.reading", { read, found: found.length }));
  } while (after !== undefined);
  return ok(found);
}

async function readFiles(ask: Ask, found: readonly InspectPersonAnswer["files"][number][]): Promise<Result<readonly PersonFile[], CodedError>> {
  const files: PersonFile[] = [];
  for (const one of found) {
    const read = await ask("/v1/inspect/file", { file: one.file }, inspectFileAnswerSchema);
    if (!read.ok) return read;
    const file = personFile(one, read.value);
    if (file === undefined) return err({ code: "G5005" });
    files.push(file);
  }
  return ok(files);
}

/** For the person herself: what, since when, what it was before, and what the law wants told with it. */
function letter({ words: { say, language }, format }: Output, who: Who, files: readonly PersonFile[], made: number): readonly string[] {
  const words = allWords[language];
  const shown = (field: PersonFile["fields"][number]["field"], value: unknown): string => (value === null || value === undefined ? say("show.nothing") : valueText(field, value as never, words)); // a value that the centre took for this field
  return [
    say("personData.title"), say("personData.made", { when: format.dayAndTime(made) }), say("personData.asked", { who: Object.values(who).join(", ") }), "",
    ...(files.length === 0 ? [say("personData.none")] : []),
    ...files.flatMap((file) => [
      say("personData.file", { number: file.number ?? say("personData.noNumber"), branch: file.branch, status: words.find(`status.${file.status}`) ?? file.status }),
      ...file.fields.flatMap(({ field, value, since, former }) => [
        `  ${say("personData.field", { label: fieldLabel(field, words), value: shown(field, value), since: since === undefined ? "" : format.dayAndTime(since) })}`,
        ...former.map((past) => `    ${say("personData.former", { value: shown(field, past.value), until: format.dayAndTime(past.until) })}`),
      ]),
      ...file.documents.map(({ name, attachedAt }) => `  ${say("personData.document", { name, when: format.dayAndTime(attachedAt) })}`), "",
    ]),
    say("personData.why"), say("personData.recipients"), say("personData.kept"), say("personData.source"), say("personData.rights"), say("personData.decision"),
  ];
}
