import { randomBytes } from "node:crypto";
import { kidOf, makePair } from "../../../main/core/recovery/box.ts";
import { answerRequest, answerToText, openAnswer, parseRecoveryAnswer } from "../../../main/core/recovery/recovery-answer.ts";
import { parseRecoveryKeyFile, recoveryKeyFileToText } from "../../../main/core/recovery/recovery-key-file.ts";
import { checkCode, parseRecoveryRequest, requestToText, type RecoveryRequest } from "../../../main/core/recovery/recovery-request.ts";
import { withRecoverySlot, type RecoverySlot } from "../../../main/core/recovery/recovery-slot.ts";
import { ARGON2_COST } from "../../../main/core/keys/derive-key.ts";
import { nearJson } from "../near-json.ts";
import { bytesOf, outcomeOf, same, textOf, type Parser } from "../parser.ts";

const id = "01890000-0000-7000-8000-00000000000a";
const pair = makePair();
const key = { ...pair, kid: kidOf(pair.x) };
const reply = makePair();
const secret = Uint8Array.from(randomBytes(32));
const [slot] = withRecoverySlot([], id, key.x, secret) ?? [];
const request: RecoveryRequest = { id, profile: id, slot: slot as unknown as RecoverySlot, reply: reply.x, name: "Maëlle Exemple", bank: "Banque Armor", branch: "Agence de Rennes", madeAt: 1_600_000_000_000 };
const answered = answerRequest(key, request, request.madeAt);
if (!answered.ok) throw new Error(answered.error.code);
const { value: answer } = answered;
/** Its JSON is what lies behind the base 64. */
const armoured = (what: string) => (bytes: Uint8Array): Uint8Array => bytesOf(`guichet-recovery-${what}-1.${Buffer.from(bytes).toString("base64url")}`);

const requests: Parser = {
  name: "recovery-request", source: "main/core/recovery/recovery-request.ts",
  open: () => ({
    samples: [bytesOf(requestToText(request))], near: nearJson(request).map(armoured("request")),
    feed: (input) => {
      const read = parseRecoveryRequest(textOf(input));
      if (!read.ok) return outcomeOf(read);
      same("a request", parseRecoveryRequest(requestToText(read.value)), read);
      if (!/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/.test(checkCode(read.value))) throw new Error("a request without a check code");
      const told = answerRequest(key, read.value, 1);
      return told.ok ? "accepted" : `refused ${told.error.code}`;
    },
  }),
};

const answers: Parser = {
  name: "recovery-answer", source: "main/core/recovery/recovery-answer.ts",
  open: () => ({
    samples: [bytesOf(answerToText(answer))], near: nearJson(answer).map(armoured("answer")),
    feed: (input) => {
      const read = parseRecoveryAnswer(textOf(input));
      if (!read.ok) return outcomeOf(read);
      same("an answer", parseRecoveryAnswer(answerToText(read.value)), read);
      const opened = openAnswer(reply, request, read.value);
      if (opened === undefined) return "refused sealed";
      if (!Buffer.from(opened).equals(secret)) throw new Error("an answer gives another key");
      return "accepted";
    },
  }),
};

const random = (length: number): string => randomBytes(length).toString("base64url");
const keyFile = { guichet: "recovery-key", v: 1, kid: key.kid, x: key.x, cost: ARGON2_COST, salt: random(16), sealed: { iv: random(12), box: random(32), tag: random(16) } } as const;
const keyFiles: Parser = {
  name: "recovery-key", source: "main/core/recovery/recovery-key-file.ts",
  open: () => ({
    samples: [bytesOf(recoveryKeyFileToText(keyFile))], near: nearJson(keyFile),
    feed: (input) => {
      const read = parseRecoveryKeyFile(textOf(input));
      if (!read.ok) return outcomeOf(read);
      if (read.value.cost.memoryKiB > 1_048_576) throw new Error("a key file may ask for all the memory of the computer");
      same("a recovery key", parseRecoveryKeyFile(recoveryKeyFileToText(read.value)), read);
      return "accepted";
    },
  }),
};

export const recoveryParsers: readonly Parser[] = [requests, answers, keyFiles];
