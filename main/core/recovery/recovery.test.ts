import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { kidOf, makePair, sealTo } from "./box.ts";
import { answerRequest, answerToText, openAnswer, parseRecoveryAnswer } from "./recovery-answer.ts";
import { makeRecoveryKeyFile, openRecoveryKeyFile, parseRecoveryKeyFile, recoveryKeyFileToText } from "./recovery-key-file.ts";
import { checkCode, isCheckCode, parseRecoveryRequest, requestToText, type RecoveryRequest } from "./recovery-request.ts";
import { aboutSlot, SLOT_INFO, withRecoverySlot } from "./recovery-slot.ts";

const quick = { algorithm: "argon2id", memoryKiB: 64, passes: 1, lanes: 1 } as const;
const random = (length: number) => Uint8Array.from(randomBytes(length));
const PROFILE = "0190c0de-0000-7000-8000-000000000001";
const OTHER = "0190c0de-0000-7000-8000-000000000002";
const pair = makePair();
const bankKey = { ...pair, kid: kidOf(pair.x) };
const reply = makePair();
const secret = random(32);
const slotFor = (profile: string, x = bankKey.x) => ({ kind: "recovery", version: 1, kid: kidOf(x), ...sealTo(x, SLOT_INFO, aboutSlot(profile, kidOf(x)), secret) }) as const;
const request: RecoveryRequest = { id: OTHER, profile: PROFILE, slot: slotFor(PROFILE), reply: reply.x, name: "Hélène Fictive", bank: "Banque Armor", branch: "Rennes", madeAt: 1_600_000_000_000 };

test("[RA2] whoever holds the bank's key answers a request, and only the pair of that request opens the answer", () => {
  const answer = unwrap(answerRequest(bankKey, request, 1_600_000_100_000), "answer");
  expect(openAnswer(reply, request, answer)).toEqual(secret);
  for (const other of [makePair(), pair]) expect(openAnswer({ ...other }, request, answer)).toBeUndefined();
  expect(openAnswer(reply, { ...request, id: PROFILE }, answer)).toBeUndefined();
  expect(openAnswer(reply, request, { ...answer, until: answer.until + 1 })).toBeUndefined();
  expect(answerToText(answer)).not.toContain(Buffer.from(secret).toString("base64url"));
});

test("[RA2] another key, or a slot of another profile, answers nothing", () => {
  const other = makePair();
  expect(answerRequest({ ...other, kid: kidOf(other.x) }, request, 0)).toEqual({ ok: false, error: { code: "G9589" } });
  expect(answerRequest({ ...other, kid: bankKey.kid }, request, 0)).toMatchObject({ ok: false, error: { code: "G9584" } });
  expect(answerRequest(bankKey, { ...request, profile: OTHER }, 0)).toMatchObject({ ok: false, error: { code: "G9584" } });
});

test("[RA3] both texts survive a mail, and one changed letter anywhere is never taken for the same", () => {
  const [asked, answered] = [requestToText(request), answerToText(unwrap(answerRequest(bankKey, request, 0), "answer"))];
  expect(parseRecoveryRequest(`  ${asked.replaceAll(/.{60}/g, "$&\r\n> ").replaceAll("> ", "  ")}\n`)).toEqual({ ok: true, value: request });
  expect(parseRecoveryAnswer(answered.replaceAll(/.{40}/g, "$&\n")).ok).toBe(true);
  fc.assert(fc.property(fc.boolean(), fc.nat(), fc.constantFrom(..."AZaz09-_.x é"), (isRequest, at, letter) => {
    const text = isRequest ? asked : answered;
    const place = at % text.length;
    const changed = text.slice(0, place) + letter + text.slice(place + 1);
    if (changed === text) return;
    const read = isRequest ? parseRecoveryRequest(changed) : parseRecoveryAnswer(changed);
    if (!read.ok) expect(["G9584", "G1002"]).toContain(read.error.code);
    // What is said aloud tells it, or nothing but the spelling of the same request changed.
    else if ("slot" in read.value) expect(checkCode(read.value) !== checkCode(request) || requestToText(read.value) === asked).toBe(true);
    else expect(openAnswer(reply, request, read.value) === undefined || JSON.stringify(read.value) === JSON.stringify(unwrap(parseRecoveryAnswer(answered), "answer"))).toBe(true);
  }), { numRuns: 2_000 });
});

test("[RA3] what is no such text is refused by its code, and one of a later version by its own", () => {
  for (const text of ["", "guichet-recovery-request-1.", "guichet-recovery-request-0.e30", `guichet-recovery-request-1.${"A".repeat(20_000)}`, answerToText(unwrap(answerRequest(bankKey, request, 0), "answer")), "guichet-recovery-request-1.e30"]) {
    expect(parseRecoveryRequest(text), text.slice(0, 40)).toEqual({ ok: false, error: { code: "G9584", params: { what: "request" } } });
  }
  expect(parseRecoveryRequest("guichet-recovery-request-2.e30")).toEqual({ ok: false, error: { code: "G1002", params: { what: "recovery", version: 2 } } });
});

test("[RA4] the check code is of the whole request, and is known again however it is typed", () => {
  const code = checkCode(request);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  for (const typed of [code, code.toLowerCase(), code.replaceAll("-", " "), code.replaceAll("0", "O").replaceAll("1", "l")]) expect(isCheckCode(typed, request), typed).toBe(true);
  for (const [field, value] of [["name", "Somebody Else"], ["reply", makePair().x], ["madeAt", 1], ["id", PROFILE], ["branch", "Brest"]] as const) expect(isCheckCode(code, { ...request, [field]: value }), field).toBe(false);
  expect(isCheckCode("", request)).toBe(false);
});

test("[RA1] a slot is made once for a key; another key's takes its place, and slots of other kinds stay", () => {
  const other = { kind: "later", version: 4, kept: true };
  const [first] = [withRecoverySlot([other], PROFILE, bankKey.x, secret)];
  expect(first).toMatchObject([other, { kind: "recovery", kid: bankKey.kid }]);
  expect(withRecoverySlot(first ?? [], PROFILE, bankKey.x, secret)).toBeUndefined();
  const next = makePair();
  expect(withRecoverySlot(first ?? [], PROFILE, next.x, secret)).toMatchObject([other, { kind: "recovery", kid: kidOf(next.x) }]);
});

test("[RA5] the key's file opens by its passphrase only, and any change of it is told", async () => {
  const phrase = "lampe rivage ticket ombre";
  expect(await makeRecoveryKeyFile(random, "motdepasse2024", quick)).toMatchObject({ ok: false, error: { code: "G1009" } });
  const file = unwrap(await makeRecoveryKeyFile(random, phrase, quick), "file");
  const text = recoveryKeyFileToText(file);
  const read = unwrap(parseRecoveryKeyFile(text), "read");
  const key = unwrap(await openRecoveryKeyFile(read, phrase), "open");
  expect(text).not.toContain(key.d);
  const asked = { ...request, slot: slotFor(PROFILE, key.x) };
  expect(openAnswer(reply, asked, unwrap(answerRequest(key, asked, 0), "answer"))).toEqual(secret);
  expect(await openRecoveryKeyFile(read, "lampe rivage ticket")).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await openRecoveryKeyFile({ ...read, cost: { ...quick, passes: 2 } }, phrase)).toEqual({ ok: false, error: { code: "G1001" } });
  for (const broken of ["", "{}", text.replace(file.x, makePair().x), text.replace('"v": 1', '"v": 2')]) expect(parseRecoveryKeyFile(broken)).toEqual({ ok: false, error: { code: "G9589", params: { reason: "damaged" } } });
});
