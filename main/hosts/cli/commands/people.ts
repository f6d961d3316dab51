import { existsSync } from "node:fs";
import type { BankRole } from "../../../../shared/access/roles.ts";
import type { Bridge } from "../../../../shared/bridge/contract.ts";
import { readExport } from "../../../../shared/bridge/import-table.ts";
import { askedText, decidedText, personFacts } from "../../../../shared/i18n/people-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { unaccented } from "../../../../shared/kernel/unaccented.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { PeopleAnswer, Person, PersonAnswer, PersonStanding } from "../../../../shared/sync/people-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

export type PeopleOptions = { readonly role?: BankRole; readonly branches?: string; readonly gone?: boolean; readonly back?: boolean };

const plain = (text: string): string => unaccented(text.toLowerCase());

/** `people [WORDS]`: those whose name holds the words, all of the bank without any. */
export const showPeople = (given: Surroundings, search: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const known = await bridge.call("people.list", undefined);
    if (!known.ok) return out.failure(known.error);
    const found = known.value.people.filter(({ name }) => plain(name).includes(plain(search)));
    out.document({ ...known.value, people: found });
    for (const line of found.flatMap((person) => personLines(out, person, known.value))) out.line(line);
    if (search === "") for (const { id, name, region } of known.value.branches) out.line(`${name}${region === undefined ? "" : ` · ${region}`} · ${id}`);
    return EXIT.done;
  });

/** `people decide ID`: the standing given, the rest as it is; done, or kept for a second administrator. */
export const decidePerson = (given: Surroundings, named: string, options: PeopleOptions): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const known = await find(bridge, named);
    if (!known.ok) return out.failure(known.error);
    const { person, all } = known.value;
    const was: PersonStanding = { role: person.role, branches: person.branches, active: person.active };
    const to = withOptions(was, options, all.branches);
    if (to === undefined) return sayUsage(out, out.words.say("cli.peopleValues"));
    const answer = await bridge.call("people.decide", { person: person.user, was, to });
    return tell(out, answer, all, answer.ok && answer.value.done ? "done" : "asked");
  });

/** `people confirm ID`: exactly what was asked for her, as the list shows it. */
export const confirmPerson = (given: Surroundings, named: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const known = await find(bridge, named);
    if (!known.ok) return out.failure(known.error);
    const { person: { user, asked }, all } = known.value;
    if (asked === undefined) return out.failure({ code: "G9503" });
    return tell(out, await bridge.call("people.decide", { person: user, was: asked.was, to: asked.to }), all, "done");
  });

export const withdrawPerson = (given: Surroundings, named: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const known = await find(bridge, named);
    return known.ok ? tell(given.out, await bridge.call("people.withdraw", { person: known.value.person.user }), known.value.all, "withdrawn") : given.out.failure(known.error);
  });

/** `people branch NAME [--region NAME]`. */
export const addBranch = (given: Surroundings, name: string, region: string | undefined): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const answer = await bridge.call("people.addBranch", { name, ...(region === undefined ? {} : { region }) });
    if (!answer.ok) return out.failure(answer.error);
    out.document({ branches: answer.value.branches });
    out.line(allWords[out.words.language].t("people.said.branch"));
    return EXIT.done;
  });

/** `people export FILE`: CSV. A file that is there is not overwritten. */
export const exportPeople = async (given: Surroundings, file: string): Promise<ExitCode> => {
  const { out } = given;
  if (existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
  return await withDesk(given, async (bridge) => {
    const ready = await bridge.call("people.export", { format: "csv", language: out.words.language });
    if (!ready.ok) return out.failure(ready.error);
    const pieces = await readExport(bridge, ready.value);
    if (!pieces.ok) return out.failure(pieces.error);
    const written = writeNewFile(file, pieces.value.map((piece) => Buffer.from(piece, "base64")));
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file, rows: ready.value.rows, format: "csv" });
    out.line(out.words.say("export.written", { file, rows: ready.value.rows }));
    return EXIT.done;
  });
};

/** By her whole id, or her whole name where only one bears it. */
async function find(bridge: Bridge, named: string): Promise<Result<{ readonly person: Person; readonly all: PeopleAnswer }, CodedError>> {
  const known = await bridge.call("people.list", undefined);
  if (!known.ok) return known;
  const [person, second] = known.value.people.filter(({ user, name }) => user === named || plain(name) === plain(named));
  return person === undefined || second !== undefined ? err({ code: "G9632" }) : ok({ person, all: known.value });
}

export function withOptions(was: PersonStanding, { role, branches, gone, back }: PeopleOptions, all: PeopleAnswer["branches"]): PersonStanding | undefined {
  const found = branches === undefined ? undefined : branches === "none" ? [] : branches.split(",").map((name) => all.filter((branch) => branch.id === name.trim() || branch.name === name.trim()));
  if (found?.some((one) => one.length !== 1) === true || (gone === true && back === true)) return undefined;
  return { role: role ?? was.role, branches: found?.flatMap((one) => one.map(({ id }) => id)) ?? was.branches, active: gone === true ? false : back === true ? true : was.active };
}

export function personLines(out: Output, person: Person, { branches }: PeopleAnswer): readonly string[] {
  const words = allWords[out.words.language];
  return [`${person.name} · ${personFacts(person, branches, words).join(" · ")} · ${person.user}`, ...[askedText(person, branches, words), decidedText(person, words)].flatMap((line) => (line === undefined ? [] : [`  ${line}`]))];
}

function tell(out: Output, answer: Result<PersonAnswer, CodedError>, all: PeopleAnswer, said: "done" | "asked" | "withdrawn"): ExitCode {
  if (!answer.ok) return out.failure(answer.error);
  out.document(answer.value);
  out.line(allWords[out.words.language].t(`people.said.${said}`));
  for (const line of personLines(out, answer.value.person, all)) out.line(line);
  return EXIT.done;
}
