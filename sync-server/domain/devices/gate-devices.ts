import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { Store } from "../../store/store.ts";
import type { Caller } from "../services.ts";

/** How long it is remembered whether a bank approves its workstations. */
const POLICY_MS = 5_000;
const MAX_KEPT = 50_000;

/**
 * Keeps a workstation that nobody approved from everything of files: G9501 it waits, G9502 it was refused. Where a bank does not want that, nothing is asked of the store; an approval is never taken
 * back (a revocation is, and is looked at elsewhere), so it is asked for once. A replica that is not there passes: the work itself says so.
 */
export type DeviceGate = {
  readonly refuse: (caller: Caller, replica: string) => Promise<CodedError | undefined>;
  /** What is asked by no workstation in particular: she must have one that may work. */
  readonly refusePerson: (caller: Caller) => Promise<CodedError | undefined>;
};

export function createDeviceGate(store: Pick<Store, "policyOf" | "listDevices" | "hasWorkingDevice">, now: () => Instant): DeviceGate {
  const policies = new Map<string, { readonly until: number; readonly approves: Promise<boolean> }>();
  const passed = new Set<string>();

  function approves(bank: string): Promise<boolean> {
    const known = policies.get(bank);
    if (known !== undefined && known.until > now()) return known.approves;
    const asked = store.policyOf(bank).then(({ approveWorkstations }) => approveWorkstations);
    policies.set(bank, { until: now() + POLICY_MS, approves: asked });
    asked.catch(() => policies.delete(bank));
    return asked;
  }
  function pass(key: string): undefined {
    if (passed.size >= MAX_KEPT) passed.clear();
    passed.add(key);
  }
  return {
    refuse: async ({ bank }, replica) => {
      if (bank === undefined || !(await approves(bank.id))) return undefined;
      const key = `${bank.id} ${replica}`;
      if (passed.has(key)) return undefined;
      const [row] = await store.listDevices(bank.id, { replica });
      if (row === undefined) return undefined;
      if (row.approval?.is === "waiting") return { code: "G9501" };
      if (row.approval?.is === "refused") return { code: "G9502" };
      return pass(key);
    },
    refusePerson: async ({ bank, user }) => {
      if (bank === undefined || !(await approves(bank.id))) return undefined;
      const key = `${bank.id} of ${user}`;
      if (passed.has(key)) return undefined;
      return (await store.hasWorkingDevice(bank.id, user)) ? pass(key) : { code: "G9501" };
    },
  };
}
