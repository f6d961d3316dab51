import { expect, test } from "vitest";
import { readFleet } from "../../../shared/fleet/fleet.ts";
import { simulatedFleet } from "../../../shared/fleet/testing-fleet.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { writeCsv } from "../tables/write-csv.ts";
import { fleetTable } from "./fleet-table.ts";

const NOW = Date.parse("2026-11-29T15:00:00Z");

test.each(["fr", "en"] as const)("a computer may call itself anything: taken out (%s), it is no formula, and what was never said is an empty cell", async (language) => {
  const [first] = simulatedFleet(1, NOW);
  if (first === undefined) throw new Error("a fleet of one");
  const { clockOffMs: _clock, diskFreeMib: _disk, version: _version, waiting: _waiting, heardAt: _heard, ...silent } = first;
  const csv = (await writeCsv(fleetTable(readFleet([{ ...silent, label: '=HYPERLINK("http://x";"y")', name: "@SUM(A1)", branch: "-1+2" }], NOW), words[language]))).toString("utf8");
  const [head = "", row = ""] = csv.trimEnd().split("\r\n");
  expect(head.split(";")).toHaveLength(13);
  expect(row).toMatch(/^"?'@SUM\(A1\)"?;"?'-1\+2"?;"'=HYPERLINK\(/);
  expect(row).toContain(";;;;;;");
});
