import { existsSync } from "node:fs";
import { readExport } from "../../../../shared/bridge/import-table.ts";
import { faultText } from "../../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { legalDate } from "../../../../shared/kernel/legal-date.ts";
import { ok } from "../../../../shared/kernel/result.ts";
import { parseDay } from "../../../../shared/life/fact-entry.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { sayUsage } from "../say-usage.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** The scheme's first day: no premium is older. */
const FIRST_DAY = legalDate("2020-03-16");
export type PremiumOptions = { readonly format: "csv" | "xlsx"; readonly from: string | undefined; readonly until: string | undefined };

/** `premiums FILE`: premiums due between two days and not taken, all of them; without days, those due until today. A file that is there is not overwritten. */
export const premiums = (given: Surroundings, file: string, { format, from, until }: PremiumOptions): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    if (existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
    const today = (await bridge.call("app.info", undefined)).businessDate;
    const days = [from === undefined ? ok(FIRST_DAY) : parseDay(from, out.words), until === undefined ? ok(today) : parseDay(until, out.words)] as const;
    const fault = days.find((day) => !day.ok);
    if (fault?.ok === false) return sayUsage(out, faultText(fault.error, allWords[out.words.language]));
    const [first, last] = days;
    if (!first.ok || !last.ok) return EXIT.usage;
    const ready = await bridge.call("premiums.export", { from: first.value, until: last.value, format, language: out.words.language });
    if (!ready.ok) return out.failure(ready.error);
    const pieces = await readExport(bridge, ready.value);
    if (!pieces.ok) return out.failure(pieces.error);
    const written = writeNewFile(file, pieces.value.map((piece) => Buffer.from(piece, "base64")));
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file, rows: ready.value.rows, from: first.value, until: last.value, format });
    out.line(out.words.say("premiums.written", { file, rows: ready.value.rows }));
    return EXIT.done;
  });
