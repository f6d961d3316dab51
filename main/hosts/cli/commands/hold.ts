import type { HoldView } from "../../../../shared/bridge/hold-calls.ts";
import { holdReason } from "../../../../shared/i18n/hold-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import type { HoldReason } from "../../../../shared/retention/hold-reasons.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { findFiles } from "../find-files.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellSeveral } from "./list.ts";

/** `set` for a reason, `lift` (or confirm) and `withdraw` of the hold of a reason; nothing: what holds the file. */
export type HoldAsked = { readonly does: "list" } | { readonly does: "set" | "lift" | "withdraw"; readonly reason: HoldReason };

/** `hold ID|SIREN [--reason R | --lift R | --withdraw R]`: 0 when it was done or is kept for a second person, which is told. */
export const holdFile = (given: Surroundings, named: string, asked: HoldAsked): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const rows = await findFiles(bridge, named);
    const [only] = rows;
    if (only === undefined) return out.failure({ code: "G2008" });
    if (rows.length > 1) return tellSeveral(out, rows);
    const { file } = only;
    const { t } = allWords[out.words.language];
    const listed = await bridge.call("holds.list", { file });
    if (!listed.ok) return out.failure(listed.error);
    if (asked.does === "list") return tell(listed, listed.value.length === 0 ? t("hold.none") : undefined);
    if (asked.does === "set") return tell(await bridge.call("holds.set", { file, reason: asked.reason }), t("hold.said.set"));
    const held = listed.value.find(({ reason }) => reason === asked.reason);
    if (held === undefined) return out.failure({ code: "G9576" });
    const answer = await bridge.call("holds.lift", { file, hold: held.hold, ...(asked.does === "withdraw" ? { withdraw: true } : {}) });
    const stands = answer.ok && answer.value.some(({ hold }) => hold === held.hold);
    return tell(answer, t(`hold.said.${asked.does === "withdraw" ? "withdrawn" : stands ? "asked" : "lifted"}`));

    function tell(told: Result<readonly HoldView[], CodedError>, sentence: string | undefined): ExitCode {
      if (!told.ok) return out.failure(told.error);
      out.document({ holds: told.value });
      if (sentence !== undefined) out.line(sentence);
      for (const line of told.value.flatMap((one) => holdLines(out, one))) out.line(line);
      return EXIT.done;
    }
  });

function holdLines(out: Output, { reason, by, at, lift }: HoldView): readonly string[] {
  const words = allWords[out.words.language];
  const { format } = out;
  return [words.t("hold.line", { reason: holdReason(reason, words), by, when: format.dayAndTime(at) }), ...(lift === undefined ? [] : [`  ${words.t("hold.asked", { by: lift.by, until: format.dayAndTime(lift.until) })}`])];
}
