import type { RecoveryAsked } from "../../../shared/bridge/door-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import { err, ok, type Err, type Result } from "../../../shared/kernel/result.ts";
import { toStorageError } from "../db/open-errors.ts";
import { recoverySlotOf, resetKeyFile } from "../keys/key-file.ts";
import { findProfile, profileDir } from "../keys/profiles.ts";
import { normalisePassphrase } from "../keys/passphrase.ts";
import { acceptPassphrase } from "../keys/refused-passphrases.ts";
import { tryPassphrase } from "../keys/unlock-throttle.ts";
import { dropPending, keepPending, readPending, REQUEST_FOR_MS, type Pending } from "../recovery/pending-request.ts";
import { noteRecovered, type RecoveredNote } from "../recovery/recovered-note.ts";
import { openAnswer, parseRecoveryAnswer } from "../recovery/recovery-answer.ts";
import { checkCode, requestToText, type RecoveryRequest } from "../recovery/recovery-request.ts";
import { keyFileOptions, namesOf, openWith, type Powers, type Unlocked } from "./open-profile.ts";

const asked = (request: RecoveryRequest): RecoveryAsked => ({ text: requestToText(request), code: checkCode(request), until: request.madeAt + REQUEST_FOR_MS });

/** [RA2] Asks for a profile to be opened by the bank's recovery key, with the passphrase that is to be its new one. A former request is over. G9587, G1009, G1005, G1007, G1010. */
export async function requestRecovery(powers: Powers, profileId: string, passphrase: string): Promise<Result<RecoveryAsked, CodedError>> {
  const profile = findProfile(powers.dataDir, profileId);
  if (profile === undefined) return err({ code: "G1010", params: { reason: "missing" } });
  const dir = profileDir(powers.dataDir, profileId);
  const slot = recoverySlotOf(dir);
  if (slot === undefined) return err({ code: "G9587" });
  const text = await acceptPassphrase(passphrase, namesOf(profile));
  if (!text.ok) return text;
  const { name, bank, branch } = profile;
  const about = { id: uuidV7(powers.now(), powers.randomBytes(16)), profile: profile.id, slot, name, bank, branch, madeAt: powers.now() };
  const kept = await keepPending(keyFileOptions(powers, dir), dir, about, text.value);
  return kept.ok ? ok(asked(kept.value)) : kept;
}

/** What waits for an answer; what is too old is over. */
export function waitingRecovery(powers: Pick<Powers, "dataDir" | "now">, profileId: string): RecoveryAsked | undefined {
  const pending = findPending(powers, profileId);
  return pending === undefined || pending.until < powers.now() ? undefined : asked(pending.request);
}

/** Whether the door may offer it, and what waits. */
export function recoveryAt(powers: Pick<Powers, "dataDir" | "now">, profileId: string): "possible" | "waiting" | undefined {
  if (waitingRecovery(powers, profileId) !== undefined) return "waiting";
  return recoverySlotOf(profileDir(powers.dataDir, profileId)) === undefined ? undefined : "possible";
}

export function cancelRecovery(powers: Pick<Powers, "dataDir">, profileId: string): void {
  if (findProfile(powers.dataDir, profileId) !== undefined) dropPending(profileDir(powers.dataDir, profileId));
}

/**
 * [RA3] Opens a profile by an administrator's answer to the request that waits here, and sets the passphrase that was chosen with it: the former one opens nothing any more. G9584, G9585,
 * G9586 · G1001 not the passphrase of the request · G1012 · G1002 to G1011 storage: then the request stays, and the answer is good.
 */
export async function recoverByAnswer(powers: Powers, profileId: string, text: string, passphrase: string): Promise<Result<Unlocked, CodedError>> {
  const answer = parseRecoveryAnswer(text);
  if (!answer.ok) return answer;
  const profile = findProfile(powers.dataDir, profileId);
  const pending = findPending(powers, profileId);
  if (profile === undefined || pending === undefined || pending.request.id !== answer.value.id) return err({ code: "G9586" });
  if (Math.min(pending.until, answer.value.until) < powers.now()) return err({ code: "G9585" });
  const dir = profileDir(powers.dataDir, profileId);
  const reply = await tryPassphrase(powers, dir, async () => {
    const pair = await pending.open(passphrase);
    return pair === undefined ? err({ code: "G1001" }) : ok(pair);
  });
  if (!reply.ok) return reply;
  const key = openAnswer(reply.value, pending.request, answer.value);
  if (key?.length !== 32) return err({ code: "G9584", params: { what: "answer" } });
  try {
    const opened = await openWith(powers, profile, { key: Uint8Array.from(key), way: "passphrase", vault: "none", dispose: () => undefined });
    // A damaged database is recovered afterwards, by the new passphrase: the key is the right one.
    if (!opened.ok && opened.error.code !== "G1003") return opened.error.code === "G1006" ? err({ code: "G9584", params: { what: "answer" } }) : opened;
    const wanted = opened.ok ? opened.value.opensBy.wanted : (powers.unlockWay ?? "passphrase");
    const set = note(dir, { request: pending.request.id, kid: pending.request.slot.kid, at: powers.now() }) ?? await resetKeyFile(keyFileOptions(powers, dir), key, normalisePassphrase(passphrase), wanted);
    if (!set.ok) {
      if (opened.ok) opened.value.db.close();
      return set;
    }
    dropPending(dir);
    set.value.dispose();
    return opened.ok ? ok({ ...opened.value, opensBy: { way: set.value.way, wanted } }) : opened;
  } finally {
    key.fill(0);
  }
}

/** First: what cannot be noted is not done. */
function note(dir: string, recovered: RecoveredNote): Err<CodedError> | undefined {
  try {
    noteRecovered(dir, recovered);
    return undefined;
  } catch (error) {
    return err(toStorageError(error) ?? { code: "G1007", params: { cause: String(error) } });
  }
}

const findPending = ({ dataDir }: Pick<Powers, "dataDir">, profileId: string): Pending | undefined =>
  findProfile(dataDir, profileId) === undefined ? undefined : readPending(profileDir(dataDir, profileId));
