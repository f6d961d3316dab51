import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { instant } from "../../../shared/kernel/instant.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { submitFile, createFile, saveField, sealFile } from "../files/file-work.ts";
import { viewFile } from "../files/file-view.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import { createReceiptCheck } from "../sync/receipts.ts";
import { BRANCH } from "../test-support/fake-centre.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre, RECEIPT_KEYS } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { accountOfDay, checkOfBranch } from "./day-account.ts";
import { createFactsKeeper } from "./read-facts.ts";

async function registeredDesk(): Promise<TestDesk> {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  const { file } = unwrap(createFile(desk), "create");
  for (const [field, value] of Object.entries(COMPLETE)) unwrap(saveField(desk, file, field, value), field);
  unwrap(sealFile(desk, file), "seal");
  desk.push(centre);
  desk.pull(centre);
  unwrap(submitFile(desk, file, unwrap(viewFile(desk, file), "view").version), "submit");
  desk.push(centre);
  desk.pull(centre);
  return desk;
}

test("a receipt is right only under the centre's own key: another key's is wrong, an unknown one is told as unchecked", async () => {
  const desk = await registeredDesk();
  const files = (await createFactsKeeper(desk).read()) ?? [];
  const day = parisDate(files[0]?.registeredAt ?? 0);
  const account = async (keys: typeof RECEIPT_KEYS) => await accountOfDay(desk, files, { branch: BRANCH, day, dayOf: parisDate, check: createReceiptCheck(keys), asked: undefined });
  const another = RECEIPT_KEYS.map((key) => ({ ...key, x: generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "" }));
  expect(await account(RECEIPT_KEYS)).toMatchObject({ registered: { files: 1, amount: COMPLETE.amount }, registrations: [{ receipt: "right", siren: COMPLETE.siren }], wrongReceipts: 0, uncheckedReceipts: 0 });
  expect(await account(another)).toMatchObject({ registrations: [{ receipt: "wrong" }], wrongReceipts: 1, uncheckedReceipts: 0 });
  expect(await account([])).toMatchObject({ registrations: [{ receipt: "unknown-key" }], wrongReceipts: 0, uncheckedReceipts: 1 });
  const before = await accountOfDay(desk, files, { branch: BRANCH, day: parisDate(0), dayOf: parisDate, check: createReceiptCheck([]), asked: undefined });
  expect(before).toMatchObject({ registered: { files: 0, amount: 0 }, registrations: [], last: undefined });
});

test("locked while it reads, there is no answer", async () => {
  const desk = await openTestDesk("anne");
  const reading = createFactsKeeper(desk).read();
  desk.shut();
  expect(await reading).toBeUndefined();
});

test("of a comparison of all branches, only the one of this branch speaks for it", () => {
  const check = (name: string, outcome: "same" | "differs") => ({ name, outcome, files: 3, mended: 0, checkedAt: instant(1), error: undefined });
  const branches = [{ id: "a", name: "Rennes" }, { id: "b", name: "Brest" }];
  expect(checkOfBranch([check("Rennes", "same"), check("Brest", "differs")], { branches }, "b").outcome).toBe("differs");
  // Her branches changed while it was asked.
  expect(checkOfBranch([check("Brest", "same")], { branches }, "a")).toMatchObject({ outcome: "failed", error: { code: "G5004" } });
});
