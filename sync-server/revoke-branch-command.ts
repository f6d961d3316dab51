import { parseArgs } from "node:util";
import { id, isUuid, type BankId } from "../shared/kernel/ids.ts";
import { ERASE_MODES, type EraseMode } from "../shared/sync/device-messages.ts";
import { PROTOCOL_VERSION } from "../shared/sync/protocol.ts";
import type { ServerConfig } from "./config.ts";
import { createDevices } from "./domain/devices/create-devices.ts";
import { sayBranch, workstationsOf, type BranchWord } from "./domain/devices/end-branch.ts";
import { handleOf, stateOf } from "./domain/devices/see-device.ts";
import type { Caller } from "./domain/services.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { StartFault } from "./start-fault.ts";
import type { DeviceRow } from "./store/store.ts";
import { now, randomBytesOf, withCentre } from "./with-store.ts";

/** `shared`: those of people of other branches too. Without `yes` nothing is done. */
export type BranchOrder = { readonly bank: string; readonly branch: string; readonly as: string | undefined; readonly erase: EraseMode | undefined; readonly shared: boolean; readonly yes: boolean; readonly json: boolean };

/** `BANK BRANCH [--erase carried|now] [--shared] [--json]`, and `--as PERSON --yes` to say it. Undefined: not well formed. */
export function revokeBranchArguments(args: readonly string[]): BranchOrder | undefined {
  try {
    const { values, positionals: [bank, branch, ...more] } = parseArgs({
      args: [...args], allowPositionals: true, strict: true,
      options: { as: { type: "string" }, erase: { type: "string" }, shared: { type: "boolean" }, yes: { type: "boolean" }, json: { type: "boolean" } },
    });
    const erase = ERASE_MODES.find((mode) => mode === values.erase);
    if (!isUuid(bank) || !isUuid(branch) || more.length > 0 || erase !== values.erase || (values.as !== undefined && !isUuid(values.as)) || (values.yes === true && values.as === undefined)) return undefined;
    return { bank, branch, as: values.as, erase, shared: values.shared === true, yes: values.yes === true, json: values.json === true };
  } catch {
    return undefined;
  }
}

/**
 * `revoke-branch`: ends every workstation of a branch at the word of two administrators of its bank, whom whoever can open the store names; without `--yes` it lists them. The second word may be said here or, for each, in her window.
 * It may run beside servers. Answers the exit code: 1 where a workstation was not ended for another reason than a second word. @throws StartFault
 */
export async function runRevokeBranch(config: ServerConfig, { bank, branch, as, erase, shared, yes, json }: BranchOrder, log: ServerLog, { out }: CommandOutput): Promise<ExitCode> {
  return await withCentre<ExitCode>(config, log, async ({ store, centre }) => {
    if (!(await store.listBanks()).some((known) => known.bank === bank && known.branches.includes(branch))) throw noBranch();
    if (as !== undefined && (await store.roleOf(id<BankId>(bank), as)) !== "administrator") throw noAdministrator();
    const seen = workstationsOf(await store.listDevices(bank), branch, erase);
    const ends = shared ? [...seen.own, ...seen.shared] : seen.own;
    const devices = createDevices({ store, centre, now, randomBytes: randomBytesOf, secondWordMs: config.secondWordMs, gate: { refusePerson: async () => undefined } });
    const caller = (user: string): Caller => ({ user, name: "", role: "administrator", bank: { id: id<BankId>(bank), name: "" }, branches: [] }); // her role was looked up just before
    const said = yes && as !== undefined ? await sayBranch(devices, caller(as), { protocol: PROTOCOL_VERSION, centre: centre.id, epoch: centre.epoch.id }, ends, erase) : undefined;
    const left = shared ? [] : seen.shared;
    out(json ? `${JSON.stringify({ bank, branch, ends: ends.map(plain), left: left.map(plain), ...(said === undefined ? {} : { said }) }, null, 2)}\n` : `${lines(ends, left, said).join("\n")}\n`);
    if (said !== undefined) log.info({ branch, ...countsOf(said) }, "word for the end of a branch's workstations");
    return said?.some(({ is }) => is === "refused") === true ? 1 : 0;
  });
}

const plain = (row: DeviceRow): object => ({ replica: row.replica, handle: handleOf(row.replica), name: row.name, device: row.label, state: stateOf(row), branches: row.branches.length, ...(row.heard?.waiting === undefined ? {} : { waiting: row.heard.waiting }) });

function countsOf(said: readonly BranchWord[]): { readonly [Is in BranchWord["is"]]: number } {
  const count = (which: BranchWord["is"]): number => said.filter(({ is }) => is === which).length;
  return { ended: count("ended"), waits: count("waits"), stands: count("stands"), refused: count("refused") };
}

function lines(ends: readonly DeviceRow[], left: readonly DeviceRow[], said: readonly BranchWord[] | undefined): readonly string[] {
  const row = (one: DeviceRow): string => `  ${one.replica}  ${one.name}, ${one.label} (${stateOf(one)}, ${one.heard?.waiting ?? "unknown"} waiting)`;
  const shown = [
    `${ends.length} workstations of this branch to end. What each had not sent stays on it, or waits in quarantine when somebody brings it.`, ...ends.map(row),
    ...(left.length === 0 ? [] : [`${left.length} of people who are of other branches too: left alone without --shared`, ...left.map(row)]),
  ];
  if (said === undefined) return [...shown, "Nothing was done. Two administrators of the bank, one after the other: the same with --as PERSON --yes"];
  const { ended, waits, stands, refused } = countsOf(said);
  return [
    ...shown, `ended: ${ended}`, `waiting for a second administrator: ${waits + stands}`,
    ...(refused === 0 ? [] : [`not ended: ${refused}`, ...said.flatMap(({ replica, code }) => (code === undefined ? [] : [`  ${replica}  ${code}`]))]),
  ];
}

const noBranch = (): StartFault => new StartFault({ fr: "Cette banque n’a aucune agence de cet identifiant, ou ce centre ne connaît pas cette banque : rien n’a changé.", en: "That bank has no branch of this id, or this centre does not know that bank: nothing has changed." });
const noAdministrator = (): StartFault => new StartFault({ fr: "Cet identifiant n’est celui d’aucun administrateur de cette banque (G3002) : rien n’a changé.", en: "This id is no administrator's of that bank (G3002): nothing has changed." });
