import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { CarryPlan } from "../../../../shared/bridge/sync-views.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { readSealedFile } from "../../../../shared/sync/sealed-part.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { fileFaultOf, readTextFile, type FileFault } from "../read-text-file.ts";
import { tellFileFault } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `carry out FILE`: what waits, in one sealed file. A folder is given the file's own name; a file that is there is not overwritten. */
export const carryOut = (given: Surroundings, path: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const plan = await bridge.call("carry.plan", undefined);
    if (!plan.ok) return out.failure(plan.error);
    const file = isFolder(path) ? join(path, plan.value.name) : path;
    if (existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
    const written = await writeParts(bridge, plan.value, file, (done) => tellPart(out, done, plan.value.parts.length));
    if (!written.ok) return "code" in written.error ? out.failure(written.error) : tellFileFault(out, written.error);
    const { changes, parts } = plan.value;
    out.document({ file, changes, parts: parts.length });
    out.line(out.words.say("carry.outDone", { file, changes }));
    return EXIT.done;
  });

/** `carry in FILE`: gives the centre a sealed file, whoever made it. The whole file is looked at before anything of it is sent. */
export async function carryIn(given: Surroundings, file: string): Promise<ExitCode> {
  const { out } = given;
  const text = readTextFile(file, "utf-8");
  if (!text.ok) return tellFileFault(out, text.error);
  const lines = readSealedFile(text.value);
  if (!lines.ok) return out.failure(lines.error);
  return await withDesk(given, async (bridge) => {
    let [changes, fresh, quarantined] = [0, 0, false];
    for (const [index, { line }] of lines.value.entries()) {
      const taken = await bridge.call("carry.deliver", { line });
      if (!taken.ok) return out.failure(taken.error);
      changes += taken.value.changes;
      fresh += taken.value.fresh;
      quarantined ||= taken.value.quarantined === true;
      tellPart(out, index + 1, lines.value.length);
    }
    out.document({ parts: lines.value.length, changes, fresh, ...(quarantined ? { quarantined } : {}) });
    out.line(out.words.say(quarantined ? "carry.inQuarantine" : fresh === 0 ? "carry.inKnown" : "carry.inDone", { changes, fresh }));
    return EXIT.done;
  });
}

/** Under another name until it is whole and on the disk: a stick pulled out leaves no half file that looks like one. */
async function writeParts(bridge: Bridge, { set, parts }: CarryPlan, file: string, tell: (done: number) => void): Promise<Result<undefined, CodedError | FileFault>> {
  const making = `${file}.part`;
  try {
    const handle = openSync(making, "w", 0o600);
    try {
      for (const [index, part] of parts.entries()) {
        const sealed = await bridge.call("carry.part", { set, part: index + 1, of: parts.length, ...part });
        if (!sealed.ok) return sealed;
        writeSync(handle, `${sealed.value.line}\n`);
        tell(index + 1);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(making, file);
    return ok(undefined);
  } catch (error) {
    return err(fileFaultOf(file, error));
  } finally {
    rmSync(making, { force: true });
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A file of one part is done before anybody could read of it. */
function tellPart({ json, words, note }: Output, done: number, total: number): void {
  if (!json && total > 1) note(words.say("carry.part", { done, total }));
}
