import { existsSync } from "node:fs";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { readLayoutFile } from "../read-layout-file.ts";
import { readTextFile } from "../read-text-file.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

/**
 * `declare FILE`: writes the declaration of all that is disbursed and not declared; nothing is recorded. With `--handed-over`, once the file is on the
 * disk its loans are recorded as declared: for whoever delivers it by a script. 1 when there is nothing to declare or a loan could not be recorded.
 */
export const declare = (given: Surroundings, file: string, handedOver: boolean): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    if (existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
    const made = await bridge.call("declare.prepare", undefined);
    if (!made.ok) return out.failure(made.error);
    const { batch, count, amount, files, text } = made.value;
    const written = writeNewFile(file, [Buffer.from(`\uFEFF${text}`)]);
    if (!written.ok) return tellFileFault(out, written.error);
    const done = handedOver ? await bridge.call("declare.confirm", { batch, files: [...files] }) : undefined;
    if (done?.ok === false) return out.failure(done.error);
    const refused = done?.value.refused ?? [];
    out.document({ batch, file, count, amount, ...(done === undefined ? {} : { recorded: done.value.recorded, refused }) });
    const words = allWords[out.words.language];
    out.line(`${words.count("declare.loans", count)}: ${words.format.amount(amount)}. ${words.t("declare.batch", { batch })} ${file}`);
    if (done !== undefined) out.line(words.count("declare.done", done.value.recorded));
    for (const one of refused) out.line(`  ${one.name}: ${out.words.error(one.error)}`);
    return refused.length === 0 ? EXIT.done : EXIT.refused;
  });

/** `declare --answer FILE`: reads the guarantor's answer. 1 when a line was left aside. */
export async function declareAnswer(given: Surroundings, file: string): Promise<ExitCode> {
  const { out } = given;
  const text = readTextFile(file, "utf-8 or windows-1252");
  if (!text.ok) return tellFileFault(out, text.error);
  return await withDesk(given, async (bridge) => {
    const read = await bridge.call("declare.answer", { text: text.value });
    if (!read.ok) return out.failure(read.error);
    const { accepted, rejected, left } = read.value;
    const words = allWords[out.words.language];
    out.document(read.value);
    out.line(`${words.count("declare.accepted", accepted)} ${words.count("declare.rejected", rejected)}`);
    for (const { line, number, said, fault, error } of left) out.line(`  ${words.t("import.line")} ${line}, ${number}, ${said}: ${error === undefined ? words.t(`declare.fault.${fault}`) : out.words.error(error)}`);
    return left.length === 0 ? EXIT.done : EXIT.refused;
  });
}

/** `declare --layout FILE.json`: the layout of the bank's agreement, from then on. */
export async function declareLayout(given: Surroundings, file: string): Promise<ExitCode> {
  const { out } = given;
  const read = readLayoutFile(out, file);
  if ("code" in read) return read.code;
  const { layout } = read;
  return await withDesk(given, async (bridge) => {
    const kept = await bridge.call("declare.setLayout", layout);
    if (!kept.ok) return out.failure(kept.error);
    out.document(layout);
    out.line(out.words.say("declare.layoutKept", { columns: layout.columns.map(({ title }) => title).join(layout.delimiter) }));
    return EXIT.done;
  });
}
