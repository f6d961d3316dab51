import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { QuarantineEntry } from "../../../../shared/bridge/quarantine-views.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../../shared/kernel/result.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { heldLines } from "../held-lines.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `quarantine`: what waits of workstations that were sent away, for whoever answers for its branches. */
export const listQuarantine = (given: Surroundings): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const listed = await bridge.call("quarantine.list", undefined);
    if (!listed.ok) return out.failure(listed.error);
    out.document(listed.value);
    if (listed.value.length === 0) out.line(allWords[out.words.language].t("quarantine.none.title"));
    for (const line of listed.value.flatMap((entry) => entryLines(out, entry))) out.line(line);
    return EXIT.done;
  });

/** `quarantine show REPLICA`: value by value, what would be decided. */
export const showQuarantine = (given: Surroundings, replica: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const work = await bridge.call("quarantine.show", { replica });
    if (!work.ok) return out.failure(work.error);
    if (work.value.upTo === 0) return out.failure({ code: "G8014" });
    out.document(work.value);
    const words = allWords[out.words.language];
    for (const { file, name, siren, changes } of work.value.files) {
      out.line([name || words.t("inbox.left.nobody"), siren, file].filter((part) => part !== "").join(" · "));
      for (const line of changes.flatMap((change) => heldLines(out, change))) out.line(line);
    }
    if (work.value.unread > 0) out.line(words.count("quarantine.unread", work.value.unread));
    return EXIT.done;
  });

/** `quarantine accept REPLICA --confirm COUNT`, or `reject`: all that waits of it, as many changes as were shown. */
export const decideQuarantine = (given: Surroundings, decision: "accept" | "reject", replica: string, confirm: number | undefined): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const entry = await entryOf(bridge, replica);
    if (!entry.ok) return out.failure(entry.error);
    const { changes, upTo } = entry.value;
    if (confirm !== changes) {
      const message = out.words.say("quarantine.confirm", { count: changes });
      out.document({ error: { message }, changes });
      if (!out.json) out.note(message);
      return EXIT.usage;
    }
    const decided = await bridge.call("quarantine.decide", { replica, upTo, decision });
    if (!decided.ok) return out.failure(decided.error);
    out.document(decided.value);
    const { accepted, refused, skipped, unusable } = decided.value;
    out.line(decision === "accept" ? out.words.say("quarantine.accepted", { accepted, refused, others: skipped + unusable }) : allWords[out.words.language].t("quarantine.saidRejected"));
    return EXIT.done;
  });

async function entryOf(bridge: Bridge, replica: string): Promise<Result<QuarantineEntry, CodedError>> {
  const listed = await bridge.call("quarantine.list", undefined);
  if (!listed.ok) return listed;
  const entry = listed.value.find((one) => one.replica === replica);
  return entry === undefined ? err({ code: "G8014" }) : { ok: true, value: entry };
}

function entryLines(out: Output, { replica, name, device, why, changes, since, carriers, mine }: QuarantineEntry): readonly string[] {
  const { t, count } = allWords[out.words.language];
  return [
    [name, device, t(`quarantine.why.${why}`)].filter((part) => part !== "").join(" · "),
    `  ${count("quarantine.changes", changes)} · ${t("quarantine.since", { when: out.format.dayAndTime(since) })}${carriers.length === 0 ? "" : ` · ${t("quarantine.by", { who: carriers.join(", ") })}`}`,
    `  ${replica}${mine ? ` · ${t("quarantine.mine")}` : ""}`,
  ];
}
