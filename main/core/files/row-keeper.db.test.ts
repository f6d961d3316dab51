import { expect, onTestFinished, test, vi } from "vitest";
import { findRow } from "../db/file-rows.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { createFile, saveField, sealFile } from "./file-work.ts";
import { createQuietSealer, QUIET_MS } from "./quiet-sealer.ts";
import { createRowKeeper } from "./row-keeper.ts";
import { listToSend } from "../db/outbox.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("[WS12] a draft that was ready is no longer when the day goes back before its dates, and again when it returns", async () => {
  const desk = await openTestDesk("anne");
  const { file } = unwrap(createFile(desk), "create");
  for (const [field, value] of Object.entries(COMPLETE)) unwrap(saveField(desk, file, field, value), field);
  const status = () => findRow(desk.db.read, file)?.status;
  const keeper = createRowKeeper(desk, log);
  keeper.check();
  await keeper.done();
  expect(status()).toBe("ready");
  desk.centre.heardDate("2020-04-15");
  keeper.check();
  await keeper.done();
  expect(status()).toBe("incomplete");
  desk.centre.heardDate("2020-05-16");
  keeper.check();
  await keeper.done();
  expect(status()).toBe("ready");
});

test("[WS2] ten seconds of quiet seal what was typed; what a crash left is sealed too; what is being typed is not", async () => {
  const desk = await openTestDesk("anne");
  const typed = (): string => {
    const { file } = unwrap(createFile(desk), "create");
    unwrap(saveField(desk, file, "city", "Rennes"), "city");
    return file;
  };
  const left = typed();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const sealer = createQuietSealer(desk, log);
  const { file } = unwrap(createFile(desk), "create");
  for (let n = 0; n < 6; n += 1) {
    unwrap(saveField(desk, file, "city", `Rennes ${n}`), "city");
    sealer.typed(file);
    vi.advanceTimersByTime(QUIET_MS - 1);
  }
  const sealed = () => listToSend(desk.db.read, 1, 9).map(({ head }): unknown => JSON.parse(head).file);
  expect(sealed()).toEqual([left]);
  vi.advanceTimersByTime(1);
  expect(sealed()).toEqual([left, file]);
  const last = typed();
  sealer.sealAll();
  expect(sealed()).toEqual([left, file, last]);
  sealer.stop();
  expect(sealFile(desk, file)).toMatchObject({ ok: true });
});
