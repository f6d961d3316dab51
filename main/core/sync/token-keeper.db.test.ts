import { expect, onTestFinished, test } from "vitest";
import { helloSchema } from "../../../shared/sync/protocol.ts";
import { findSetting } from "../db/settings.ts";
import { startFakeCentre } from "../test-support/fake-centre.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { createTokenKeeper } from "./token-keeper.ts";

async function openKeeper() {
  const [desk, centre] = [await openTestDesk("anne"), await startFakeCentre()];
  onTestFinished(() => centre.close());
  const hello = helloSchema.parse(await (await fetch(`${centre.url}/v1/hello`)).json());
  return { db: desk.db, hello, keeper: createTokenKeeper({ fetch, now: Date.now }, desk.db) };
}
const over = { access: "old", refresh: "no longer taken", expiresAt: 0 };
const fresh = { access: "new", refresh: "good", expiresAt: Date.now() + 600_000 };

test("tokens that the provider takes no more are forgotten", async () => {
  const { db, hello, keeper } = await openKeeper();
  keeper.keep(over);
  expect(await keeper.refresh(hello)).toMatchObject({ ok: false, error: { code: "G3001" } });
  expect(keeper.isSignedIn()).toBe(false);
  expect(findSetting(db.read, "tokens")).toBeUndefined();
});

test("a refresh of the old pair that fails takes nothing from who signed in meanwhile", async () => {
  const { db, hello, keeper } = await openKeeper();
  keeper.keep(over);
  const refreshing = keeper.refresh(hello);
  keeper.keep(fresh);
  expect(await refreshing).toEqual({ ok: true, value: undefined });
  expect(keeper.access()).toBe("new");
  expect(findSetting(db.read, "tokens")).toContain("good");
});
