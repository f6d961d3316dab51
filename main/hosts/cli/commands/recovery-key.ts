import { randomFillSync } from "node:crypto";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../../shared/kernel/result.ts";
import type { RecoveryKeyAnswer } from "../../../../shared/sync/recovery-key-messages.ts";
import type { Argon2Cost } from "../../../core/keys/derive-key.ts";
import { kidOf } from "../../../core/recovery/box.ts";
import { makeRecoveryKeyFile, parseRecoveryKeyFile, recoveryKeyFileToText, type RecoveryKeyFile } from "../../../core/recovery/recovery-key-file.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { readTextFile } from "../read-text-file.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

type Given = Pick<Surroundings, "out" | "passphrase">;

/** `recovery-key make --out FILE`: a new pair, its private half under a passphrase of its own, typed twice at a terminal. No centre and no profile is asked. `cost`: only tests ask for less. */
export async function makeRecoveryKey({ out, passphrase }: Given, file: string, isTyped: boolean, cost?: Argon2Cost): Promise<ExitCode> {
  const first = await passphrase();
  const second = isTyped ? await passphrase() : first;
  if (first === undefined || first !== second) return usage(out, out.words.say(first === undefined ? "recoveryKey.passphrase" : "recoveryKey.differ"));
  const made = await makeRecoveryKeyFile((length) => randomFillSync(new Uint8Array(length)), first, cost);
  if (!made.ok) return out.failure(made.error);
  const written = writeNewFile(file, [Buffer.from(recoveryKeyFileToText(made.value))]);
  if (!written.ok) return tellFileFault(out, written.error);
  out.document({ file, kid: made.value.kid, x: made.value.x });
  out.line(out.words.say("recoveryKey.made", { file, kid: made.value.kid }));
  return EXIT.done;
}

/** `recovery-key`: what the bank published, and what waits for a second person. */
export const showRecoveryKey = (given: Surroundings): Promise<ExitCode> => withDesk(given, async (bridge) => told(given.out, await bridge.call("recoveryKey.show", undefined)));
export const withdrawRecoveryKey = (given: Surroundings): Promise<ExitCode> => withDesk(given, async (bridge) => told(given.out, await bridge.call("recoveryKey.withdraw", undefined)));

/** `recovery-key publish --key FILE`: one of the two words; each administrator gives the same file. */
export async function publishRecoveryKey(given: Surroundings, file: string): Promise<ExitCode> {
  const key = readKey(file);
  if (!key.ok) return "key" in key.error ? tellFileFault(given.out, key.error) : given.out.failure(key.error);
  return await withDesk(given, async (bridge) => told(given.out, await bridge.call("recoveryKey.publish", { x: key.value.x })));
}

export function readKey(file: string): Result<RecoveryKeyFile, CodedError | Extract<ReturnType<typeof readTextFile>, { ok: false }>["error"]> {
  const text = readTextFile(file, "utf-8");
  return text.ok ? parseRecoveryKeyFile(text.value) : text.error.key === "file.notUtf8" ? err({ code: "G9589", params: { reason: "damaged" } }) : text;
}

function told(out: Output, answer: Result<RecoveryKeyAnswer, CodedError>): ExitCode {
  if (!answer.ok) return out.failure(answer.error);
  const { published, asked } = answer.value;
  const { say } = out.words;
  out.document({ ...answer.value, published: published.map((one) => ({ ...one, kid: kidOf(one.x) })) });
  const [last] = published;
  out.line(last === undefined ? say("recoveryKey.none") : say("recoveryKey.published", { kid: kidOf(last.x), when: out.format.dayAndTime(last.at), first: last.askedBy, second: last.confirmedBy }));
  if (asked !== undefined) out.line(say("recoveryKey.asked", { kid: kidOf(asked.x), who: asked.by, until: out.format.dayAndTime(asked.until) }));
  return EXIT.done;
}

export function usage(out: Output, message: string): ExitCode {
  out.document({ error: { message } });
  if (!out.json) out.note(message);
  return EXIT.usage;
}
