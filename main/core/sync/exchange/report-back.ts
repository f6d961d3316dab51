import { parseFileState } from "../../../../shared/sync/parse-file-state.ts";
import { listUntoldLost, markToldLost } from "../../db/epoch.ts";
import { getLine } from "../../db/replica.ts";
import { coded } from "../../files/coded.ts";
import { takeLateVerdicts } from "../reoffer-verdicts.ts";
import { takeOutErased } from "../take-in.ts";
import { tellSeen } from "../tell-seen.ts";
import type { ExchangeContext } from "./context.ts";

/** Lost files told in one message. */
const MISSING = 500;

/** [WS16] What the restored centre does not have, for its report. Tried again at the next greeting. */
export async function tellMissing({ desk, transport, asked, address, isRecovering, onFiles }: ExchangeContext): Promise<void> {
  for (;;) {
    const lost = listUntoldLost(desk.db.read, MISSING);
    if (lost.length === 0 || isRecovering()) return;
    const files = lost.map(({ file, branch, version, state }) => {
      const read = parseFileState(state);
      const number = read.ok ? read.value.registration?.number : undefined;
      return { file, branch, version, ...(number === undefined ? {} : { number }) };
    });
    const reply = await asked((token) => transport.missing(token, { ...address(), files }));
    if (reply.kind === "failed" || !coded(() => desk.db.transaction((db) => markToldLost(db, lost.length))).ok) return;
    const gone = takeOutErased(desk, reply.value.erased ?? []);
    if (gone.ok && gone.value.files.length > 0) onFiles(gone.value.files);
  }
}

/** What a supervisor opened here, for the centre's audit; not while it recovers. */
export const tellReads = async ({ desk, transport, asked, address, isRecovering }: ExchangeContext): Promise<void> =>
  isRecovering() ? undefined : await tellSeen(desk, async (reads) => (await asked((token) => transport.reads(token, { ...address(), reads }))).kind !== "failed");

/** [SY58] Refusals at the end of a recovery, after this replica had been told otherwise. Asked again at the next greeting. */
export async function hearLateVerdicts({ desk, centre, transport, asked, address, isRecovering, onFiles }: ExchangeContext): Promise<void> {
  if (isRecovering() || (centre.hello()?.epoch.n ?? 1) === 1 || !getLine(desk.db.read).enrolled) return;
  const reply = await asked((token) => transport.lateVerdicts(token, address()));
  if (reply.kind === "failed" || reply.value.verdicts.length === 0) return;
  const taken = takeLateVerdicts(desk, reply.value.verdicts);
  if (taken.ok) onFiles(taken.value);
}
