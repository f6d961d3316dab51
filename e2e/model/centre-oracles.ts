import { hash as digest } from "node:crypto";
import { createReceiptCheck } from "../../main/core/sync/receipts.ts";
import { ledgerLineOf, sameLine, type LedgerLine } from "../../shared/life/ledger-line.ts";
import { ZERO_HASH } from "../../shared/sync/change.ts";
import type { FileState } from "../../shared/sync/file-state.ts";
import { parseFileState } from "../../shared/sync/parse-file-state.ts";
import { liveMovements } from "../../sync-server/testing/memory/memory-push.ts";
import { keyOf, type MemoryTables } from "../../sync-server/testing/memory/memory-tables.ts";
import { keptChanges, type KeptChange } from "./read-tables.ts";
import { CEILING, TYPED } from "./work.ts";
import type { World } from "./world.ts";

/** What must hold at the centre whatever happened: each line says what does not. */
export async function centreTroubles(world: World): Promise<readonly string[]> {
  const tables = await world.centre.tables();
  const changes = keptChanges(tables);
  const states = readStates(tables);
  const deadlocks = world.centre.deadlocks();
  return [
    ...(deadlocks === 0 ? [] : [`[ST5] ${deadlocks} deadlocks`]),
    ...feedTroubles(tables), ...lineTroubles(tables, changes), ...onceTroubles(tables, changes), ...holdTroubles(changes), ...ledgerTroubles(tables, states), ...(await receiptTroubles(tables, states)),
    // A centre put back without a word makes the versions again that it lost, with other contents: what was decided on the lost ones is refused while
    // it has fewer ([SY48]), and no longer told apart once it has as many. Told in docs/reliability.md.
    ...(world.isRestored ? [] : seenTroubles(world, changes, states)),
  ];
}

type States = ReadonlyMap<string, FileState>;
function readStates(tables: MemoryTables): States {
  return new Map([...tables.files].flatMap(([key, row]) => {
    const state = parseFileState(row.state);
    return state.ok ? [[key, state.value] as const] : [];
  }));
}

/** [SY40] */
function feedTroubles(tables: MemoryTables): readonly string[] {
  return [...tables.counters].flatMap(([key, top]) => {
    const numbers = (tables.feeds.get(key) ?? []).map(({ n }) => n).toSorted((x, y) => x - y);
    return numbers.length === top && numbers.every((n, i) => n === i + 1) ? [] : [`[SY40] feed ${key} is not dense: ${numbers.join(",")} of ${top}`];
  });
}

/** [SY3] [SY5]: each line is whole and chained, up to what the centre says it has. */
function lineTroubles(tables: MemoryTables, changes: readonly KeptChange[]): readonly string[] {
  return [...tables.replicas.values()].flatMap(({ bank, replica, have, lastHash }) => {
    const line = changes.filter((change) => change.bank === bank && change.replica === replica);
    const troubles = line.length === have ? [] : [`[SY10] line ${replica} has ${line.length} changes, its mark says ${have}`];
    let before = ZERO_HASH;
    for (const [index, { seq, head, hash }] of line.entries()) {
      if (seq !== index + 1) troubles.push(`[SY3] line ${replica} has ${seq} at place ${index + 1}`);
      if (head !== undefined && head.prev !== before) troubles.push(`[SY5] line ${replica}: the chain breaks at ${seq}`);
      before = hash;
    }
    return before === lastHash ? troubles : [...troubles, `[SY5] line ${replica} ends with another hash than its mark`];
  });
}

/** [SY4] [SY11] [ST4]: no intention has effect twice, each effect is one version. */
function onceTroubles(tables: MemoryTables, changes: readonly KeptChange[]): readonly string[] {
  const versions = new Map<string, Map<number, string>>();
  const troubles: string[] = [];
  for (const { bank, head, verdict } of changes) {
    if (head === undefined || verdict.kind !== "accepted") continue;
    const file = keyOf(bank, head.file);
    const known = versions.get(file) ?? new Map<number, string>();
    versions.set(file, known);
    for (const [version, change] of known) if (change === head.change && version !== verdict.version) troubles.push(`[SY11] change ${head.change} had effect twice: versions ${version} and ${verdict.version}`);
    const other = known.get(verdict.version);
    if (other !== undefined && other !== head.change) troubles.push(`[SY12] two changes made version ${verdict.version} of ${file}`);
    known.set(verdict.version, head.change);
  }
  for (const [file, made] of versions) {
    const last = Math.max(...made.keys());
    const row = tables.files.get(file);
    if (row === undefined || row.version < last) troubles.push(`[SY10] file ${file} is at ${row?.version ?? "nothing"}, version ${last} was acknowledged`);
  }
  return troubles;
}

/** [SY20] */
function holdTroubles(changes: readonly KeptChange[]): readonly string[] {
  const causes = new Map<string, string>();
  const troubles: string[] = [];
  for (const { replica, seq, head, verdict, decided } of changes) {
    if (head === undefined) continue;
    const key = keyOf(replica, head.file);
    const cause = causes.get(key);
    if (verdict.kind === "refused") causes.set(key, head.change);
    else if (verdict.kind === "skipped") {
      if (verdict.cause !== cause) troubles.push(`[SY20] ${replica} ${seq} was skipped for ${verdict.cause}, not for ${cause ?? "nothing"}`);
    } else if (cause !== undefined && head.mends === cause) causes.delete(key);
    else if (cause !== undefined && decided) troubles.push(`[SY20] ${replica} ${seq} was taken behind a refusal that it does not mend`);
  }
  return troubles;
}

/** [SY31] [SY33] */
function ledgerTroubles(tables: MemoryTables, states: States): readonly string[] {
  const troubles: string[] = [];
  const numbers = new Set<string>();
  for (const [siren, movements] of tables.movements) {
    const live = liveMovements(movements);
    const used = live.reduce((sum, { amount }) => sum + amount, 0);
    if (used > CEILING) troubles.push(`[SY31] ${siren} holds ${used}, its ceiling is ${CEILING}`);
    for (const { number, bank, file } of live) {
      if (numbers.has(number)) troubles.push(`[SY33] number ${number} was issued twice`);
      numbers.add(number);
      if (states.get(keyOf(bank, file))?.registration?.number !== number) troubles.push(`[SY31] the ledger's ${number} is not its file's`);
    }
  }
  for (const [file, state] of states) {
    const line = ledgerLineOf(state);
    if (line === undefined) continue;
    const kept = lastMovements(tables).get(line.number);
    if (kept === undefined || !sameLine(line, kept)) troubles.push(`[LI6] the ledger has ${JSON.stringify(kept)} of ${file}, which holds ${JSON.stringify(line)}`);
  }
  return troubles;
}

/** What the ledger last wrote of each number; a corrected reservation is reserved. */
function lastMovements({ movements }: MemoryTables): ReadonlyMap<string, LedgerLine> {
  return new Map([...movements].flatMap(([siren, rows]) => rows.map((row) => [row.number, { ...row, siren, state: row.state === "corrected" ? "reserved" : row.state }] as const)));
}

/** [SY34], and that a state is what its hash says. */
async function receiptTroubles(tables: MemoryTables, states: States): Promise<readonly string[]> {
  const check = createReceiptCheck(tables.keys.map(({ x, kid }) => ({ kty: "OKP", crv: "Ed25519", x, kid })));
  const troubles: string[] = [];
  for (const [key, row] of tables.files) if (digest("sha256", row.state, "hex") !== row.hash) troubles.push(`[SY42] the state of ${key} is not what its hash says`);
  for (const [key, state] of states) {
    if (state.registration === undefined) continue;
    const claims: unknown = JSON.parse(Buffer.from(state.registration.receipt.split(".")[1] ?? "", "base64url").toString());
    const { siren, amount } = state.fields;
    const says = typeof claims === "object" && claims !== null && "siren" in claims && "amount" in claims && claims.siren === siren && (claims.amount === amount || isAmountAmended(state));
    if ((await check(state)) !== "right" || !says) troubles.push(`[SY34] the receipt of ${key} is not its own`);
  }
  return troubles;
}

const isAmountAmended = ({ life = [] }: FileState): boolean => life.some(({ step, facts }) => step === "amended" && facts["amount"] !== undefined);

/** [SY17] Nobody submits what she has not seen: what was registered is what her screen showed when she submitted. */
function seenTroubles(world: World, changes: readonly KeptChange[], states: States): readonly string[] {
  return changes.flatMap(({ bank, head, verdict }) => {
    if (head === undefined || verdict.kind !== "accepted" || verdict.number === undefined) return [];
    const shown = world.submissions.get(head.change);
    const state = states.get(keyOf(bank, head.file));
    // Opened again in mediation, it is no longer what was registered.
    if (shown === undefined || state?.registration?.number !== verdict.number || shown.by.conditions.has("clone")) return [];
    return TYPED.filter((field) => shown.fields[field] !== state.fields[field]).map((field) => `[SY17] ${head.file} was registered with ${field} ${String(state.fields[field])}, she saw ${String(shown.fields[field])}`);
  });
}
