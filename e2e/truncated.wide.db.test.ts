import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newFile, settled, until } from "../main/core/test-support/open-core.ts";
import { unwrap } from "../shared/kernel/result.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { somePdf } from "../shared/testing/some-documents.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { lineUnderWeather, someOffsets, truncateEverywhere } from "./support/line-under-weather.ts";

/** Every byte is tried in the long round (truncated.long.test.ts). */
const TRIED = 14;

test.each(["author", "reader"] as const)("[ST4] [SY4] [WS6] [WS10] cut after some byte of what the %s sends or receives, a change is there once, nothing is lost and nothing waits", async (who) => {
  const line = await lineUnderWeather();
  const told = await truncateEverywhere(line, who, someOffsets(TRIED, who === "author" ? 1 : 2));
  for (const way of ["sent", "received"] as const) expect([way, told[way].cut > told[way].rounds / 2]).toEqual([way, true]);
});

test("[WS6] [WS7] on a slow line that loses one packet in twenty everything arrives once, and the queue empties", async () => {
  const { proxy, behind, beside } = await lineUnderWeather();
  proxy.setWeather({ kind: "slow", delayMs: 40, bytesPerSecond: 64_000, stalls: { share: 0.05, forMs: 300 } });
  const files: FileId[] = [];
  for (let company = 0; company < 6; company += 1) {
    const file = await newFile(behind, someFields(company));
    files.push(file);
    unwrap(await behind.handlers["files.seal"]({ file }), "seal");
  }
  const [first] = files;
  if (first === undefined) return;
  const content = Buffer.from(somePdf(100_000, 5));
  unwrap(await behind.handlers["documents.add"]({ file: first, upload: randomUUID(), name: "Kbis.pdf", piece: "KBIS", size: content.length, offset: 0, bytes: content.toString("base64") }), "add");
  await settled(behind);
  await until("its content is there", async () => (await behind.handlers["documents.list"]({ file: first })).every(({ place }) => place.kind === "centre"));
  expect(proxy.counts().stalls).toBeGreaterThan(0);
  for (const file of files) await until("the other has it", async () => (await beside.handlers["files.open"]({ file })).ok);
  const list = await beside.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: 50 });
  expect(list.rows.map((row) => row.file).toSorted()).toEqual(files.toSorted());
});
