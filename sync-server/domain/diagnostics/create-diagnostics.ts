import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { diagnosticSchema, type AnswerDiagnosticRequest, type AskDiagnosticRequest, type DiagnosticAnswer, type OwnDiagnosticAnswer, type OwnDiagnosticRequest, type ReadDiagnosticRequest } from "../../../shared/sync/diagnostic-messages.ts";
import type { DeviceRow, DiagnosticRow, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { sees, stateOf } from "../devices/see-device.ts";
import type { Caller } from "../services.ts";

const DAY = 86_400_000;
/** A demand stands for a week of leave, and what was sent is kept as long as a ticket is open. */
const DEMAND_MS = 14 * DAY;
const KEPT_MS = 30 * DAY;
/** How long it is remembered of which workstations of a bank one is asked for. */
const REMEMBERED_MS = 60_000;

/** [FL5] [FL6] [FL7] Diagnostics: asked for by whoever looks after a workstation, given or declined by its owner alone. */
export type Diagnostics = {
  readonly ask: (caller: Caller, request: AskDiagnosticRequest) => Promise<Result<DiagnosticAnswer, CodedError>>;
  readonly read: (caller: Caller, request: ReadDiagnosticRequest) => Promise<Result<DiagnosticAnswer, CodedError>>;
  readonly mine: (caller: Caller, request: OwnDiagnosticRequest) => Promise<Result<OwnDiagnosticAnswer, CodedError>>;
  readonly answer: (caller: Caller, request: AnswerDiagnosticRequest) => Promise<Result<{ readonly taken: true }, CodedError>>;
  /** For a pull's answer. */
  readonly isAsked: (bank: string, replica: string) => Promise<boolean>;
  /** One was asked for, by some process. */
  readonly forget: (bank: string) => void;
};
export type DiagnosticParts = { readonly store: Pick<Store, "listDevices" | "listDiagnostics" | "askDiagnostic" | "answerDiagnostic" | "readDiagnostic">; readonly centre: Centre; readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array };

export function createDiagnostics({ store, centre, now, randomBytes }: DiagnosticParts): Diagnostics {
  const known = new Map<string, { readonly until: number; readonly rows: Promise<readonly DiagnosticRow[]> }>();
  const isOpen = ({ answer, until }: DiagnosticRow): boolean => answer === undefined && until >= now();
  const answerOf = ({ id, reason, byName, at, until, answer, answeredAt }: DiagnosticRow): DiagnosticAnswer =>
    ({ epoch: centre.epoch, id, reason, by: byName, at, until, ...(answer === undefined ? {} : { answer }), ...(answeredAt === undefined ? {} : { answeredAt }) });
  /** The bank, and the workstation as far as the caller may look after it. */
  async function find(caller: Caller, request: AskDiagnosticRequest | ReadDiagnosticRequest): Promise<Result<{ readonly bank: NonNullable<Caller["bank"]>["id"]; readonly row: DeviceRow }, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined || caller.bank === undefined || !mayDo(caller.role, "devices.diagnose")) return err(refusal ?? { code: "G3002" });
    const [row] = await store.listDevices(caller.bank.id, { handle: request.device });
    return row !== undefined && sees(caller, row) ? ok({ bank: caller.bank.id, row }) : err({ code: "G9506" });
  }
  const lastOf = async (bank: string, replica: string): Promise<DiagnosticRow | undefined> => (await store.listDiagnostics(bank)).find((one) => one.replica === replica);
  /** Her own, and of the present epoch. */
  const refuseOwn = (caller: Caller, request: OwnDiagnosticRequest): CodedError | undefined => refuseAddress(centre, request) ?? (caller.bank === undefined ? { code: "G3002" } : undefined);
  return {
    ask: async (caller, request) => {
      const found = await find(caller, request);
      if (!found.ok) return found;
      const { bank, row } = found.value;
      const [branch] = row.branches;
      if (stateOf(row) !== "working" || branch === undefined) return err({ code: "G9503" });
      const at = now();
      const asked = { id: uuidV7(at, randomBytes(16)), replica: row.replica, person: row.person, reason: request.reason, by: caller.user, at, until: at + DEMAND_MS };
      if (!(await store.askDiagnostic({ bank, branches: [], persons: [...new Set([caller.user, row.person])] }, asked, branch.id))) return err({ code: "G9624" });
      return ok(answerOf({ ...asked, byName: caller.name, answer: undefined, answeredAt: undefined }));
    },
    read: async (caller, request) => {
      const found = await find(caller, request);
      if (!found.ok) return found;
      const { bank, row } = found.value;
      const last = await lastOf(bank, row.replica);
      if (last === undefined) return err({ code: "G9625" });
      if (last.answer !== "given") return ok(answerOf(last));
      const at = now();
      const content = await store.readDiagnostic({ bank, branches: [], persons: [...new Set([caller.user, row.person])] }, { replica: row.replica, by: caller.user, at, keptFrom: at - KEPT_MS });
      return content === undefined ? err({ code: "G9625" }) : ok({ ...answerOf(last), diagnostic: diagnosticSchema.parse(JSON.parse(content)) });
    },
    mine: async (caller, request) => {
      const refusal = refuseOwn(caller, request);
      if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
      const last = await lastOf(caller.bank.id, request.replica);
      if (last === undefined || last.person !== caller.user || !isOpen(last)) return ok({ epoch: centre.epoch });
      const { id, reason, byName, at, until } = last;
      return ok({ epoch: centre.epoch, demand: { id, reason, by: byName, at, until } });
    },
    answer: async (caller, request) => {
      const refusal = refuseOwn(caller, request);
      if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
      const { id, replica, diagnostic } = request;
      const taken = await store.answerDiagnostic({ bank: caller.bank.id, branches: [], persons: [caller.user] }, { id, replica, at: now(), content: diagnostic === undefined ? undefined : JSON.stringify(diagnostic) });
      known.delete(caller.bank.id);
      return taken ? ok({ taken: true }) : err({ code: "G9622" });
    },
    isAsked: async (bank, replica) => {
      let rows = known.get(bank);
      if (rows === undefined || rows.until <= now()) {
        const asked = store.listDiagnostics(bank);
        rows = { until: now() + REMEMBERED_MS, rows: asked };
        known.set(bank, rows);
        asked.catch(() => known.delete(bank));
      }
      return (await rows.rows).some((one) => one.replica === replica && isOpen(one));
    },
    forget: (bank) => void known.delete(bank),
  };
}
