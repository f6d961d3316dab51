import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { createReceiptCheck, judgeReceipts } from "./receipts.ts";

const file = "01800000-0000-7000-8000-000000000001";
const pair = generateKeyPairSync("ed25519");
const keys = [{ kty: "OKP" as const, crv: "Ed25519" as const, x: pair.publicKey.export({ format: "jwk" }).x ?? "", kid: "k1" }];
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
function receipt(claims: unknown, header: unknown = { alg: "EdDSA", kid: "k1" }): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), pair.privateKey).toString("base64url")}`;
}
const stateWith = (text: string | undefined): string => JSON.stringify({
  file, version: 2, status: "registered", fields: {}, touched: {}, conflicts: [], createdBy: "a", createdAt: 1, updatedBy: "a", updatedAt: 2,
  ...(text === undefined ? {} : { registration: { number: "1-AAAA-BBBB-C", receipt: text, registeredAt: 2, grantOn: "2020-05-20", rules: "pge@1" } }),
});
const good = receipt({ file, number: "1-AAAA-BBBB-C" });

test.each([
  ["none", undefined],
  ["right", good],
  ["unknown-key", receipt({ file, number: "1-AAAA-BBBB-C" }, { alg: "EdDSA", kid: "old" })],
  ["wrong", receipt({ file, number: "1-AAAA-BBBB-D" })],
  ["wrong", receipt({ file: file.replace("1", "2"), number: "1-AAAA-BBBB-C" })],
  ["wrong", `${good.slice(0, -4)}AAAA`],
  ["wrong", `${part({ alg: "none", kid: "k1" })}.${part({ file, number: "1-AAAA-BBBB-C" })}.`],
  ["wrong", "a.b"], ["wrong", ""], ["wrong", `${good}.x`],
])("[SY34] a receipt is %s", async (verdict, text) => {
  const state = stateWith(text);
  expect(await createReceiptCheck(keys)(unwrap(parseFileState(state), "state"))).toBe(verdict);
  const entry = { kind: "file", n: 1, file, version: 2, change: file, hash: "", state } as const;
  expect(await judgeReceipts(createReceiptCheck(keys), [{ kind: "left", n: 1, file }, entry])).toEqual(new Set(["none", verdict]));
});
