import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { errorAnswerSchema } from "../../shared/sync/protocol.ts";
import { aPull, aPush } from "./testing/messages.ts";
import { asAdvisor, testServer } from "./testing/test-server.ts";

const json = { ...asAdvisor, "content-type": "application/json" };
const text = (value: unknown): string => JSON.stringify(value);
const bomb = Buffer.alloc(64 * 1024 * 1024, 0x20);
const surrogate = '"\\ud800"';

type Case = readonly [what: string, path: string, headers: Record<string, string>, body: string | Buffer, status: number, code: string, at?: string];
const cases: readonly Case[] = [
  ["no body", "/v1/push", asAdvisor, "", 400, "G4001", ""],
  ["an empty JSON body", "/v1/push", json, "", 400, "G4001", ""],
  ["not JSON", "/v1/push", json, "{", 400, "G4001", ""],
  ["not UTF-8", "/v1/pull", json, Buffer.from([0x22, 0xff, 0x22]), 400, "G4001", ""],
  ["another charset", "/v1/pull", { ...json, "content-type": "application/json; charset=latin1" }, text(aPull()), 415, "G4006"],
  ["a form", "/v1/pull", { ...json, "content-type": "application/x-www-form-urlencoded" }, "a=b", 415, "G4006"],
  ["text", "/v1/pull", { ...json, "content-type": "text/plain" }, text(aPull()), 415, "G4006"],
  ["a content type that is none", "/v1/pull", { ...json, "content-type": "????" }, text(aPull()), 415, "G4006"],
  ["a body past the limit of pull", "/v1/pull", json, text(aPull({ centre: "x".repeat(200_000) })), 413, "G4002"],
  ["malformed gzip", "/v1/push", { ...json, "content-encoding": "gzip" }, "not gzip at all", 400, "G4003"],
  ["cut gzip", "/v1/push", { ...json, "content-encoding": "gzip" }, gzipSync(text(aPush())).subarray(0, 40), 400, "G4003"],
  ["malformed zstd", "/v1/push", { ...json, "content-encoding": "zstd" }, "not zstd at all", 400, "G4003"],
  ["cut zstd", "/v1/push", { ...json, "content-encoding": "zstd" }, zstdCompressSync(text(aPush())).subarray(0, 30), 400, "G4003"],
  ["an encoding that is not ours", "/v1/push", { ...json, "content-encoding": "br" }, "x", 400, "G4003"],
  ["two encodings", "/v1/push", { ...json, "content-encoding": "gzip, gzip" }, "x", 400, "G4003"],
  ["a gzip bomb", "/v1/push", { ...json, "content-encoding": "gzip" }, gzipSync(bomb), 413, "G4002"],
  ["a zstd bomb", "/v1/push", { ...json, "content-encoding": "zstd" }, zstdCompressSync(bomb), 413, "G4002"],
  ["deep JSON", "/v1/push", json, `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`, 400, "G4001", ""],
  ["deep JSON that never closes", "/v1/push", json, '{"a":'.repeat(500_000), 400, "G4001", ""],
  ["a reserved key", "/v1/pull", json, text(aPull()).replace("{", '{"__proto__":{"admin":true},'), 400, "G4001", "__proto__"],
  ["a reserved key inside", "/v1/pull", json, text(aPull()).replace('"n":0', '"n":0,"constructor":{"prototype":{}}'), 400, "G4001", "cursors.0.constructor"],
  ["an array", "/v1/pull", json, "[]", 400, "G4001", ""],
  ["null", "/v1/pull", json, "null", 400, "G4001", ""],
  ["a number for a text", "/v1/push", json, text({ ...aPush(), changes: [{ head: 1, body: "{}", salt: "0".repeat(32) }] }), 400, "G4001", "changes.0.head"],
  ["a text for a number", "/v1/pull", json, text({ ...aPull(), limit: "10" }), 400, "G4001", "limit"],
  ["a huge number", "/v1/pull", json, text(aPull()).replace('"limit":100', '"limit":1e400'), 400, "G4001", "limit"],
  ["a negative cursor", "/v1/pull", json, text(aPull({ cursors: [{ branch: aPull().centre, n: -1 }] })), 400, "G4001", "cursors.0.n"],
  ["an id in capitals", "/v1/pull", json, text(aPull({ centre: aPull().centre.toUpperCase() })), 400, "G4001", "centre"],
  ["too many changes", "/v1/push", json, text(aPush({ changes: Array.from({ length: 1_001 }, () => ({ head: "", body: "", salt: "0".repeat(32) })) })), 400, "G4001", "changes"],
  ["no changes", "/v1/push", json, text(aPush({ changes: [] })), 400, "G4001", "changes"],
  ["an older protocol", "/v1/push", json, text({ protocol: 0 }), 426, "G4010"],
  ["U+0000 outside a change", "/v1/enrol", json, text({ protocol: 1, centre: aPull().centre, replica: aPull().replica, publicKey: "AAAA", device: "a\u0000b" }), 422, "G2011", "device"],
  ["half a surrogate pair outside a change", "/v1/enrol", json, text({ protocol: 1, centre: aPull().centre, replica: aPull().replica, publicKey: "AAAA", device: "D" }).replace('"D"', surrogate), 422, "G2011", "device"],
  ["a date that does not exist", "/v1/demonstration/business-date", json, text({ businessDate: "2020-02-31" }), 400, "G4001", "businessDate"],
  ["a date before any demonstration", "/v1/demonstration/business-date", json, text({ businessDate: "2019-12-31" }), 400, "G4001", "businessDate"],
  ["a date after every loan", "/v1/demonstration/business-date", json, text({ businessDate: "9999-12-31" }), 400, "G4001", "businessDate"],
];

test.each(cases.map((each) => ({ what: each[0], each })))("$what is refused with a code, never a 500", async ({ each: [, url, headers, payload, status, code, at] }) => {
  const { app } = await testServer();
  const answer = await app.inject({ method: "POST", url, headers, payload });
  const body = errorAnswerSchema.parse(answer.json());
  expect([answer.statusCode, body.code, ...(at === undefined ? [] : [body.params["path"]])]).toEqual([status, code, ...(at === undefined ? [] : [at])]);
  expect(body.request).toBe(answer.headers["x-request-id"]);
});

test("texts that cannot be stored are the work's to judge, change by change, in a push", async () => {
  const { app } = await testServer();
  const payload = text(aPush()).replace('"{}"', '"\\u0000 \\ud800"');
  const answer = await app.inject({ method: "POST", url: "/v1/push", headers: json, payload });
  expect(answer.statusCode).toBe(200);
});

test.each([["gzip", gzipSync], ["x-gzip", gzipSync], ["zstd", zstdCompressSync], ["identity", Buffer.from]] as const)("a body in %s is taken", async (encoding, encode) => {
  const { app } = await testServer();
  const answer = await app.inject({ method: "POST", url: "/v1/push", headers: { ...json, "content-encoding": encoding }, payload: encode(Buffer.from(text(aPush()))) });
  expect([answer.statusCode, answer.json().have]).toEqual([200, 1]);
});

test("a zstd frame that asks for a window of 128 MiB is refused before it is given one", async () => {
  const { app } = await testServer();
  // Magic, descriptor without single segment, window descriptor of exponent 17 (2^27).
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 17 << 3, 0x01, 0x00, 0x00]);
  const answer = await app.inject({ method: "POST", url: "/v1/push", headers: { ...json, "content-encoding": "zstd" }, payload: frame });
  expect([answer.statusCode, answer.json().code]).toEqual([400, "G4003"]);
});
