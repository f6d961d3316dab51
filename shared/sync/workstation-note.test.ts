import { expect, test } from "vitest";
import { boundedNote, MOST_CLOCK_OFF_MS, MOST_DISK_MIB, workstationSchema } from "./workstation-note.ts";

test("[FL1] whatever a computer measures, its note is one that the centre takes", () => {
  for (const wild of [0, -0.4, 12.7, -1e300, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]) {
    const note = boundedNote({ version: "v".repeat(300), waiting: 3, oldestAt: wild === wild ? wild : 0, clockOffMs: wild, diskFreeMib: wild });
    expect([wild, workstationSchema.safeParse(note).error?.issues]).toEqual([wild, undefined]);
  }
  expect(boundedNote({ version: "1", waiting: 0, clockOffMs: -1e300, diskFreeMib: 1e300 })).toEqual({ version: "1", waiting: 0, clockOffMs: -MOST_CLOCK_OFF_MS, diskFreeMib: MOST_DISK_MIB });
});

test("[FL1] a note of before, without clock and disk, is read as it always was; one out of bounds is not", () => {
  expect(workstationSchema.parse({ version: "0.1.0", waiting: 2 })).toEqual({ version: "0.1.0", waiting: 2 });
  expect(workstationSchema.safeParse({ version: "0.1.0", waiting: 2, diskFreeMib: -1 }).success).toBe(false);
  expect(workstationSchema.safeParse({ version: "0.1.0", waiting: 2, clockOffMs: MOST_CLOCK_OFF_MS + 1 }).success).toBe(false);
});
