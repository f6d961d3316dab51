import { expect, test } from "vitest";
import { dueUpTo, expiresAt, toldUpTo, type Expiry } from "./expiry.ts";

const DAY = 86_400_000;
const expiry: Expiry = { days: 30, warningDays: 7, since: 1_000 * DAY };

test.each([
  ["made long after the setting", 1_500, 1_530], ["made when it came", 1_000, 1_030], ["made just before", 985, 1_015], ["old when it came: told of as long as any", 100, 1_007], ["on the edge", 977, 1_007],
])("[LI15] a number %s", (_what, registered, expected) => {
  expect(expiresAt(registered * DAY, expiry)).toBe(expected * DAY);
});

test("[LI15] what is due, and what is told of, say the same as the day of each", () => {
  for (const registered of [100, 976, 977, 978, 985, 1_000, 1_500]) {
    for (const now of [999, 1_000, 1_006, 1_007, 1_008, 1_014, 1_015, 1_030, 1_522, 1_523, 1_530]) {
      const [at, clock] = [registered * DAY, now * DAY];
      const due = dueUpTo(clock, expiry);
      expect([registered, now, due !== undefined && at <= due]).toEqual([registered, now, clock >= expiresAt(at, expiry)]);
      // Told of at the latest seven days before, where the setting is that old; never before the setting.
      const isTold = at <= toldUpTo(clock, expiry);
      if (clock < expiry.since) expect(isTold).toBe(false);
      else if (clock >= expiresAt(at, expiry) - 7 * DAY) expect([registered, now, isTold]).toEqual([registered, now, true]);
      else expect([registered, now, isTold]).toEqual([registered, now, false]);
    }
  }
});
