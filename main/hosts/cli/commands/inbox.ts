import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { InboxEntry, LeftWork } from "../../../../shared/bridge/inbox-views.ts";
import { tellInbox } from "../../../../shared/i18n/inbox-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { parseId, type FileId } from "../../../../shared/kernel/ids.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { heldLines } from "../held-lines.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** Of one question to the core. */
const PAGE = 200;

/** `inbox [--limit N]`: what needs the advisor, in the order and the words of the window. */
export const inbox = (given: Surroundings, limit: number): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const entries: InboxEntry[] = [];
    for (;;) {
      const page = await bridge.call("inbox.list", { offset: entries.length, limit: Math.min(PAGE, limit - entries.length) });
      entries.push(...page.entries);
      if (entries.length < limit && entries.length < page.total && page.entries.length > 0) continue;
      out.document({ total: page.total, isMore: page.isMore, entries: entries.map((entry) => ({ ...entry, words: tellInbox(entry, wordsOf(out), Date.now()) })) });
      for (const line of entries.flatMap((entry) => entryLines(out, entry))) out.line(line);
      out.line(page.total === 0 ? wordsOf(out).t("inbox.empty.title") : out.words.say(page.isMore ? "inbox.atLeast" : "inbox.total", { shown: entries.length, total: page.total }));
      return EXIT.done;
    }
  });

/** `inbox left ID`: what is held of a file that left the branches. */
export const inboxLeft = (given: Surroundings, named: string): Promise<ExitCode> =>
  withLeft(given, named, async (_bridge, work) => {
    tellLeft(given.out, work);
    given.out.document(work);
    return EXIT.done;
  });

/** `inbox give-up ID --confirm N`: for good, and only where N is how many changes are held. Without it, shows them, gives nothing up, and exits with 1. */
export const inboxGiveUp = (given: Surroundings, named: string, confirmed: number | undefined): Promise<ExitCode> =>
  withLeft(given, named, async (bridge, work) => {
    const { out } = given;
    const holes = { file: work.file, n: work.changes.length };
    if (confirmed !== work.changes.length) {
      tellLeft(out, work);
      out.line(out.words.say("inbox.confirmHow", holes));
      out.document({ error: { message: out.words.say("inbox.confirmHow", holes) }, ...work });
      return EXIT.refused;
    }
    const done = await bridge.call("inbox.giveUp", { file: work.file, changes: work.changes.map(({ change }) => change) });
    if (!done.ok) return out.failure(done.error);
    out.document({ givenUp: work });
    out.line(out.words.say("inbox.givenUp", holes));
    return EXIT.done;
  });

const withLeft = (given: Surroundings, named: string, work: (bridge: Bridge, left: LeftWork) => Promise<ExitCode>): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const file = parseId<FileId>(named.trim().toLowerCase());
    if (!file.ok) return given.out.failure({ code: "G2008" });
    const left = await bridge.call("inbox.left", { file: file.value });
    return left.ok ? await work(bridge, left.value) : given.out.failure(left.error);
  });

const wordsOf = ({ words }: Output) => allWords[words.language];

function entryLines(out: Output, entry: InboxEntry): readonly string[] {
  const { what, since, reason, fields, todo } = tellInbox(entry, wordsOf(out), Date.now());
  const code = entry.error === undefined ? "" : ` (${entry.error.code})`;
  const name = [entry.name, entry.siren].filter((part) => part !== "").join(", ");
  return [
    [what, name, since].filter((part) => part !== "").join(" · "),
    `  ${reason}${code}`,
    ...(fields === "" ? [] : [`  ${fields}`]),
    `  ${out.words.say("inbox.todo", { todo })}${entry.file === undefined ? "" : `  ${entry.file}`}`,
  ];
}

function tellLeft(out: Output, { file, name, changes }: LeftWork): void {
  out.line(out.words.say("inbox.left", { file, name: name || wordsOf(out).t("inbox.left.nobody") }));
  for (const line of changes.flatMap((change) => heldLines(out, change))) out.line(line);
}
