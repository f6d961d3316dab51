import { answerRequest, answerToText } from "../../../core/recovery/recovery-answer.ts";
import { openRecoveryKeyFile } from "../../../core/recovery/recovery-key-file.ts";
import { checkCode, isCheckCode, parseRecoveryRequest, type RecoveryRequest } from "../../../core/recovery/recovery-request.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { readTextFile } from "../read-text-file.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import type { Surroundings } from "./command.ts";
import { readKey } from "./recovery-key.ts";

export type RecoverOptions = { readonly key?: string; readonly code?: string; readonly out?: string };

/**
 * `recover REQUEST`: shows who asks and what to see first. With `--key FILE` and `--code`, as the person read it aloud from her workstation, it answers: no passphrase is learned or set here, and the
 * answer is of use to that workstation's request alone. No centre and no profile is asked.
 */
export async function recover({ out, passphrase }: Pick<Surroundings, "out" | "passphrase">, file: string, options: RecoverOptions, now: number): Promise<ExitCode> {
  const text = readTextFile(file, "utf-8");
  if (!text.ok) return tellFileFault(out, text.error);
  const request = parseRecoveryRequest(text.value);
  if (!request.ok) return out.failure(request.error);
  const { key: keyFile, code } = options;
  if (keyFile === undefined || code === undefined) return describe(out, request.value);
  if (!isCheckCode(code, request.value)) return out.failure({ code: "G9588" });
  const key = readKey(keyFile);
  if (!key.ok) return "key" in key.error ? tellFileFault(out, key.error) : out.failure(key.error);
  const opened = await openRecoveryKeyFile(key.value, (await passphrase()) ?? "");
  if (!opened.ok) return out.failure(opened.error);
  const answer = answerRequest(opened.value, request.value, now);
  if (!answer.ok) return out.failure(answer.error);
  const answered = answerToText(answer.value);
  const written = options.out === undefined ? undefined : writeNewFile(options.out, [Buffer.from(`${answered}\n`)]);
  if (written?.ok === false) return tellFileFault(out, written.error);
  out.document({ request: request.value.id, until: answer.value.until, ...(options.out === undefined ? { answer: answered } : { file: options.out }) });
  if (options.out === undefined) out.line(answered);
  if (!out.json) out.note(out.words.say("recover.answered", { name: request.value.name, until: out.format.dayAndTime(answer.value.until) }));
  return EXIT.done;
}

/** Nothing was opened yet: whom to see, and what to compare. */
function describe(out: Output, request: RecoveryRequest): ExitCode {
  const { say } = out.words;
  const { name, bank, branch, madeAt, slot } = request;
  out.document({ name, bank, branch, madeAt, kid: slot.kid, code: checkCode(request) });
  out.line(say("recover.who", { name, bank, branch, when: out.format.dayAndTime(madeAt), kid: slot.kid }));
  for (const line of [say("recover.see"), say("recover.call"), say("recover.how")]) out.line(line);
  return EXIT.refused;
}
