import { expect, test } from "vitest";
import { codedOf } from "./answer-errors.ts";

const withCode = (code: string): Error => Object.assign(new Error("of the system or the database"), { code });

test.each([
  ["ECONNREFUSED", "G5002"], ["ECONNRESET", "G5002"], ["57P01", "G5002"], ["57P02", "G5002"], ["57P03", "G5002"], ["53300", "G5002"], ["08006", "G5002"],
  // A server that follows another and was not promoted yet.
  ["25006", "G5002"],
  // Its certificate is over, not valid yet, or another's.
  ["CERT_HAS_EXPIRED", "G5002"], ["CERT_NOT_YET_VALID", "G5002"], ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "G5002"], ["ERR_TLS_CERT_ALTNAME_INVALID", "G5002"],
  ["53100", "G9401"], ["ENOSPC", "G9401"], ["EDQUOT", "G9401"],
  ["23505", "G5001"], ["42P01", "G5001"],
] as const)("%s is told as %s", (code, told) => {
  expect(codedOf(withCode(code)).code).toBe(told);
  expect(codedOf(new Error("what it was in", { cause: withCode(code) })).code).toBe(told);
});

test.each(["Connection terminated unexpectedly", "Connection terminated", "timeout exceeded when trying to connect", "timeout expired", "Client has encountered a connection error and is not queryable", "Client was closed and is not queryable"])("the driver's words, which have no code: %s", (words) => {
  expect(codedOf(new Error(words)).code).toBe("G5002");
});

test("a bug of ours stays one", () => {
  expect([new Error("Client of the bank"), new TypeError("x is not a function"), "text", undefined].map((error) => codedOf(error).code)).toEqual(["G5001", "G5001", "G5001", "G5001"]);
});
