import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type BankId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { EndRecoveryAnswer } from "../../../shared/sync/recovery-messages.ts";
import { OutOfScope, type RecoveryDoor, type Store, type WaitingFile } from "../../store/store.ts";
import { createDraft } from "../push/draft.ts";
import { readWorld } from "../push/read-world.ts";
import { effectsOf } from "../push/write-part.ts";
import { readWaiting, rebuildFiles, settleWaiting } from "./rebuild-files.ts";
import type { RestoreContext } from "./take-reoffer.ts";

/** [SY51] One person's word that the recovery may end; the second different one ends it, over what still waits ([SY54]). */
export async function endRecovery(store: Store, person: string, door: RecoveryDoor, context: RestoreContext): Promise<Result<EndRecoveryAnswer, CodedError>> {
  const word = { person, at: context.at, door };
  switch (await store.confirmEnd(word)) {
    case "unknown": return err({ code: "G3002" });
    case "none": return err({ code: "G4017" });
    case "same": return err({ code: "G4016" });
    case "first": return ok({ ended: false, confirmed: 1 });
    case "enough":
      for (const file of await store.listWaitingFiles()) await applyOverHoles(store, file, context);
      await store.endRecovery(word);
      return ok({ ended: true, confirmed: 2 });
  }
}

/** What waits of one file, in the scope of those whose changes they are. Where one of them may no longer write there, it goes on waiting and the report names it. */
async function applyOverHoles(store: Store, { bank, branch, file, persons }: WaitingFile, context: RestoreContext): Promise<void> {
  try {
    await store.push({ bank: id<BankId>(bank), branches: [branch], persons }, async (tx) => {
      await tx.reoffers.lock();
      const stored = (await tx.reoffers.waitingOf([file])).map((row) => readWaiting(row, context));
      const [writer] = stored;
      if (writer === undefined) return;
      const seen = stored.map(({ head, body, seq }) => ({ seq, head, content: { kind: "good" as const, head, body }, hash: "", sealed: { head: "", body: "", salt: "" }, kept: false }));
      const draft = createDraft(await readWorld(tx, [{ replica: writer.replica, changes: seen }], stored.flatMap((lost) => lost.fact?.siren ?? [])));
      const { verdicts, done, reinstated } = rebuildFiles(draft, stored, writer.replica, context, true);
      await tx.write(effectsOf(draft.takePart(), [], new Map(), context.at));
      await settleWaiting(tx, done, verdicts);
      await tx.reoffers.noteReinstated(reinstated, context.at);
      await tx.writeFeed({
        epoch: context.epoch.n, lines: [],
        branches: [...draft.changedPerBranch()].map(([each, many]) => ({ branch: each, many })),
        entries: [...draft.changedFiles()].map(([each, open]) => ({ branch: open.branch, place: open.place, kind: "file" as const, file: each, version: open.state.version, change: open.change })),
      });
    });
  } catch (error) {
    if (!(error instanceof OutOfScope)) throw error;
    context.onFault(error);
  }
}
