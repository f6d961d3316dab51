import { sign, type KeyObject } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import type { SignedTexts, TextsToSign } from "./sign-texts.ts";

/** A thread that signs what it is sent, with the key that it was started with. It holds nothing else. */
const key: KeyObject = workerData;

parentPort?.on("message", ({ id, texts }: TextsToSign) => {
  const answer: SignedTexts = { id, signatures: texts.map((text) => sign(null, Buffer.from(text), key).toString("base64url")) };
  parentPort?.postMessage(answer);
});
