import { instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Fields } from "../pge/file-fields.ts";
import { applyChange, versionFloor } from "../sync/apply-change.ts";
import { fieldGate } from "../sync/field-gate.ts";
import type { FileState, Registration } from "../sync/file-state.ts";
import { readKnownHead } from "../sync/read-head.ts";
import type { KeptChange } from "./format.ts";
import { isObject, parseJson } from "../kernel/json.ts";

/** Where a change stands in a file: what the centre's verdict says of it. Undefined for what made no version. */
export function versionOf({ verdict }: Pick<KeptChange, "verdict">): { readonly version: number; readonly isAccepted: boolean } | undefined {
  const told = parseJson(verdict ?? "");
  if (!isObject(told)) return undefined;
  const { kind, version } = told;
  if ((kind !== "accepted" && kind !== "refused") || typeof version !== "number") return undefined;
  return { version, isAccepted: kind === "accepted" };
}

/** Versions up to `last` that no change in here made, the first thousand. Versions of a restored centre begin anew above all that went before ([SY55]): what was never made is not asked for. */
export function unknownVersions(changes: readonly KeptChange[], last: number): readonly number[] {
  const known = new Set(changes.flatMap((change) => versionOf(change)?.version ?? []));
  const unknown: number[] = [];
  for (let version = last; version >= 1 && unknown.length < MOST_TOLD; ) {
    if (!known.has(version)) unknown.push(version);
    const begins = version > 1 && version % VERSIONS_OF_AN_EPOCH === 1;
    version = begins ? Math.max(0, ...[...known].filter((one) => one < version)) : version - 1;
  }
  return unknown.toReversed();
}
const MOST_TOLD = 1_000;
const VERSIONS_OF_AN_EPOCH = versionFloor(2) - versionFloor(1);

/**
 * The file's fields as they were at that version, made again from its changes by the very merge that the centre ran. Undefined: none is known. The fault is the index of the first change that can't be applied. Hashes
 * and signatures are not looked at here; what the centre accepted is taken as judged.
 */
export function replayFields(changes: readonly KeptChange[], at: number): Result<Fields | undefined, number> {
  // What came later, the centre's own acts among it, is no part of it.
  const ordered = changes.flatMap((change, index) => {
    const made = versionOf(change);
    return made?.isAccepted === true && made.version <= at ? [{ change, index, version: made.version }] : [];
  }).toSorted((a, b) => a.version - b.version || a.index - b.index);
  const once = ordered.filter(({ version }, i) => version !== ordered[i - 1]?.version);
  let state: FileState | undefined;
  for (const { change, index, version } of once) {
    const head = change.head === undefined ? undefined : readKnownHead(change.head);
    if (head === undefined || change.body === undefined) return err(index);
    const applied = applyChange(state, head, parseJson(change.body), { at: instant(0), parseField: fieldGate, register: () => ok(PLACEHOLDER), floor: version });
    if (applied.kind === "refused") return err(index);
    state = applied.state;
  }
  return ok(state?.fields);
}

/** What was registered is told elsewhere: here only that the file is closed from then on. */
const PLACEHOLDER: Registration = { number: "", receipt: "", registeredAt: instant(0), grantOn: "", rules: "" };
