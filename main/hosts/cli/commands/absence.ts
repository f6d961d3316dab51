import { faultText } from "../../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { parseDay } from "../../../../shared/life/fact-entry.ts";
import { personName } from "../../../../shared/sync/person-name.ts";
import type { Me } from "../../../../shared/sync/protocol.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import type { Surroundings } from "./command.ts";
import { personNamed, withMe } from "./with-person.ts";

export type AbsenceOptions = { readonly user?: string; readonly from?: string; readonly until?: string; readonly standIn?: string };

/** `absence`: who of these branches is away, and who approves meanwhile. */
export const showAbsences = (given: Surroundings): Promise<ExitCode> =>
  withMe(given, async (_bridge, me) => {
    const { out } = given;
    out.document(me.absences ?? []);
    for (const line of linesOf(out, me)) out.line(line);
    return EXIT.done;
  });

/** `absence set --from DAY --until DAY --stand-in PERSON [--user PERSON]`, both days included; needs the centre. */
export const setAbsence = (given: Surroundings, { user, from, until, standIn }: AbsenceOptions): Promise<ExitCode> =>
  withMe(given, async (bridge, me) => {
    const { out } = given;
    if (from === undefined || until === undefined || standIn === undefined) return sayUsage(out, out.words.say("cli.absenceWhat"));
    // The first fault ends it: a program reads one document.
    const first = dayOf(out, "--from", from);
    const last = first === undefined ? undefined : dayOf(out, "--until", until);
    const whose = last === undefined ? undefined : user === undefined ? me.user : personNamed(out, me, user);
    const by = whose === undefined ? undefined : personNamed(out, me, standIn);
    if (first === undefined || last === undefined || whose === undefined || by === undefined) return EXIT.usage;
    const done = await bridge.call("absence.set", { ...(whose === me.user ? {} : { user: whose }), absence: { from: first, until: last, standIn: by } });
    return done.ok ? told(out, done.value, "absence.kept") : refused(out, done.error);
  });

/** `absence end [--user PERSON]`. */
export const endAbsence = (given: Surroundings, { user }: AbsenceOptions): Promise<ExitCode> =>
  withMe(given, async (bridge, me) => {
    const { out } = given;
    const whose = user === undefined ? me.user : personNamed(out, me, user);
    if (whose === undefined) return EXIT.usage;
    const done = await bridge.call("absence.set", whose === me.user ? {} : { user: whose });
    return done.ok ? told(out, done.value, "absence.ended") : refused(out, done.error);
  });

/** A day as people write it; undefined once it was said that it is none. */
function dayOf(out: Output, option: string, text: string): string | undefined {
  const day = parseDay(text, out.format);
  if (day.ok) return day.value;
  sayUsage(out, `${option}: ${faultText(day.error, allWords[out.words.language])}`);
  return undefined;
}

function refused(out: Output, error: Parameters<Output["failure"]>[0]): ExitCode {
  const code = out.failure(error);
  const words = allWords[out.words.language];
  const label = { from: words.t("absence.from"), until: words.t("absence.until"), standIn: words.t("absence.standIn") };
  if (!out.json) for (const { field, reason } of error.fields ?? []) out.note(`  ${field in label ? label[field as keyof typeof label] : field}: ${faultText(reason, words)}`);
  return code;
}

function told(out: Output, me: Me, key: "absence.kept" | "absence.ended"): ExitCode {
  out.document(me.absences ?? []);
  out.line(allWords[out.words.language].t(key));
  for (const line of linesOf(out, me)) out.line(line);
  return EXIT.done;
}

function linesOf(out: Output, me: Me): readonly string[] {
  const { t } = allWords[out.words.language];
  const lines = (me.absences ?? []).map(({ user, from, until, standIn }) => t("absence.now", { name: personName(user, me), from: out.format.date(from), until: out.format.date(until), standIn: personName(standIn, me) }));
  return lines.length === 0 ? [out.words.say("absence.none")] : lines;
}
