import { afterEach, expect, test, vi } from "vitest";
import { instant } from "./instant.ts";
import { parisDate } from "./paris-date.ts";

afterEach(() => void vi.unstubAllEnvs());

test.each([
  ["2020-04-14T21:59:59Z", "2020-04-14"], ["2020-04-14T22:00:00Z", "2020-04-15"], // summer: two hours ahead
  ["2020-12-31T22:59:59Z", "2020-12-31"], ["2020-12-31T23:00:00Z", "2021-01-01"], // winter: one
  ["2020-10-24T22:30:00Z", "2020-10-25"], ["2020-03-28T23:30:00Z", "2020-03-29"], // the nights the clocks change
])("[ST8] at %s it is %s in Paris, whatever the machine's zone", (at, date) => {
  for (const zone of ["UTC", "Indian/Reunion", "Pacific/Noumea", "America/New_York"]) {
    vi.stubEnv("TZ", zone);
    expect(parisDate(instant(Date.parse(at)))).toBe(date);
  }
});
