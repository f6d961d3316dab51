import type { InboxEntry } from "../bridge/inbox-views.ts";
import { assertNever } from "../kernel/assert-never.ts";
import { actLabel } from "./life-words.ts";
import { fieldLabel } from "./field-words.ts";
import type { Words } from "./texts.ts";

/** An entry in words, the same in the window and in the terminal: what it is, since when, why, and what to do. */
export type InboxTelling = { readonly what: string; readonly since: string; readonly reason: string; readonly fields: string; readonly todo: string };

const FEW_FIELDS = 4;
const MINUTE_MS = 60_000;

/** `now`: this computer's, for ages only. */
export function tellInbox(entry: InboxEntry, words: Words, now: number): InboxTelling {
  const { t } = words;
  return { what: t(`inbox.kind.${entry.kind}`), since: sinceText(entry, words, now), reason: reasonText(entry, words), fields: fieldsText(entry, words), todo: t(`inbox.do.${entry.kind}`) };
}

function sinceText({ since, isAhead }: InboxEntry, { t, format }: Words, now: number): string {
  if (since === undefined) return "";
  if (isAhead) return t("inbox.since.ahead", { when: format.dayAndTime(since) });
  return now - since < MINUTE_MS ? t("inbox.since.now") : t("inbox.since", { age: format.age(now - since) });
}

function reasonText({ kind, error, count: n, offMs, other, act, until, erased }: InboxEntry, words: Words): string {
  const { t, count, format } = words;
  const happened = error === undefined ? undefined : t(`${error.code}.happened`);
  switch (kind) {
    case "line-stopped": case "signed-out": return [happened, n > 0 ? count("inbox.reason.waiting", n) : undefined].filter((part) => part !== undefined).join(" ");
    case "here-old": return count("inbox.reason.here-old", n);
    case "refused": return happened ?? t("inbox.reason.refused");
    case "left-work": return count("inbox.reason.left-work", n);
    case "document": return happened ?? t("inbox.reason.document");
    case "clock-off": return offMs === undefined ? t("inbox.reason.clockBack") : t("inbox.reason.clock", { age: format.age(Math.abs(offMs)) });
    case "duplicate": return t("inbox.reason.duplicate", { name: other?.name || t("list.unnamed"), advisor: other?.advisor ?? "" });
    case "amendment": return t("inbox.reason.amendment");
    case "expiring": return until === undefined ? "" : t("inbox.reason.expiring", { when: format.dayAndTime(until) });
    case "centre-act": return act === undefined ? "" : act.act === "expired" ? t("inbox.reason.expired", { what: actLabel(act.act, words), n: act.asked }) : t("inbox.reason.centre-act", { what: actSentence(act, words), why: act.why });
    case "erased": return [count("inbox.reason.erased", n), erased === undefined ? undefined : t("inbox.reason.erasedOn", { on: format.date(erased.on) }), erased === undefined || erased.work === 0 ? undefined : count("inbox.reason.erasedWork", erased.work)].filter((part) => part !== undefined).join(" ");
    case "lost-file": case "conflict": case "held-back": case "folder-problem": case "scheme-gone": return happened ?? "";
    default: return assertNever(kind, "inbox reason");
  }
}

const actSentence = ({ act, amount }: NonNullable<InboxEntry["act"]>, words: Words): string =>
  `${actLabel(act, words)}${amount === undefined ? "" : `${words.t("frame.colon")}${words.format.amount(amount)}`}`;

function fieldsText({ fields }: InboxEntry, words: Words): string {
  if (fields.length === 0) return "";
  const named = fields.slice(0, FEW_FIELDS).map((field) => fieldLabel(field, words));
  const rest = fields.length - named.length;
  return words.t("inbox.fields", { fields: [named.join(", "), ...(rest > 0 ? [words.t("inbox.fields.more", { n: rest })] : [])].join(" ") });
}
