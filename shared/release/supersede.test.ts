import { expect, test } from "vitest";
import { supersedeFault } from "./supersede.ts";
import { aVersion } from "./testing-release.ts";

const mark = (version: string, issuedAt: string, channel: "stable" | "pilot" = "stable") => ({ version: aVersion(version), issuedAt, channel });

test("[RL9] a channel never goes back, in version or in time", () => {
  const last = mark("1.4.0", "2026-11-20T08:00:00Z");
  const says = (next: ReturnType<typeof mark>): string | undefined => supersedeFault(last, next)?.reason;
  expect([
    says(last), says(mark("1.4.0", "2026-11-21T08:00:00Z")), says(mark("1.4.1", "2026-11-20T08:00:01Z")),
    says(mark("1.3.9", "2026-11-22T08:00:00Z")), says(mark("1.4.0", "2026-11-19T08:00:00Z")), says(mark("1.5.0", "2026-11-19T08:00:00Z")), says(mark("1.4.1", last.issuedAt)),
    says(mark("1.0.0", "2026-01-01T08:00:00Z", "pilot")),
  ]).toEqual([undefined, undefined, undefined, "replay", "replay", "replay", "replay", undefined]);
  expect(supersedeFault(undefined, last)).toBeUndefined();
});
