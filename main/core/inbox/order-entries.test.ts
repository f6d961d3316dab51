import { expect, test } from "vitest";
import { INBOX_KINDS, type InboxKind } from "../../../shared/bridge/inbox-views.ts";
import { compareEntries } from "./order-entries.ts";

const one = (kind: InboxKind, since?: number, file = "a") => ({ kind, since, file });
const sorted = (...entries: readonly ReturnType<typeof one>[]) => entries.toSorted(compareEntries).map(({ kind, since }) => `${kind} ${since ?? "?"}`);

test("[WS24] what can lose work or money comes first, whatever its age; the rest by age", () => {
  expect(sorted(one("duplicate", 1), one("refused", 9), one("conflict", 3), one("here-old", 8), one("line-stopped", 7), one("amendment", 2)))
    .toEqual(["line-stopped 7", "here-old 8", "refused 9", "duplicate 1", "amendment 2", "conflict 3"]);
});

test("[WS24] the oldest first, and before it what nobody knows the age of", () => {
  expect(sorted(one("conflict", 5), one("conflict"), one("conflict", 2))).toEqual(["conflict ?", "conflict 2", "conflict 5"]);
});

test("[WS24] the order is the same whatever order they came in", () => {
  const all = INBOX_KINDS.flatMap((kind) => ["a", "b"].map((file) => one(kind, 4, file)));
  expect(all.toReversed().toSorted(compareEntries)).toEqual(all.toSorted(compareEntries));
});
