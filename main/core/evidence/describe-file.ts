import { FORMAT, type Dossier, type Granted, type History, type Rules, type Unknown } from "../../../shared/evidence/format.ts";
import { nodePowers } from "./node-powers.ts";
import { readStatement } from "../../../shared/evidence/read-entries.ts";
import { parseJson } from "../../../shared/kernel/json.ts";
import { readReceipt } from "../../../shared/evidence/read-receipt.ts";
import { replayFields, versionOf } from "../../../shared/evidence/replay.ts";
import { replayRules } from "../../../shared/evidence/check-rules.ts";
import { approvalsOf, derivedAt, documentsOf, stepsOf, todayOf } from "../../../shared/evidence/tell-file.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { levelOn } from "../../../shared/life/delegation.ts";
import type { FileState, Registration } from "../../../shared/sync/file-state.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { readHead } from "../../../shared/sync/read-head.ts";

export type RegisteredState = FileState & { readonly registration: Registration };
export const isRegistered = (state: FileState): state is RegisteredState => state.registration !== undefined;

/**
 * The file as granted. Where every change up to the registration is known, made again from them; else as today but for what was touched since: an amended value as it
 * was granted is then not known, and is not guessed.
 */
export function describeGranted(state: RegisteredState, { changes, unknownVersions }: History): Granted {
  const { number, receipt, registeredAt, grantOn, rules } = state.registration;
  const version = readReceipt(receipt, nodePowers)?.claims.version ?? registeredVersion(changes) ?? state.version;
  const common = { number, receipt, registeredAt, grantOn, rules, version };
  const replayed = unknownVersions.some((unknown) => unknown <= version) ? undefined : replayFields(changes, version);
  if (replayed?.ok === true && replayed.value !== undefined) return { ...common, fields: replayed.value, from: "replayed", unknown: [] };
  return { ...common, ...derivedAt(state, version), from: "derived" };
}

function registeredVersion(changes: History["changes"]): number | undefined {
  const submitted = changes.findLast(({ head }) => head !== undefined && readHead(parseJson(head))?.kind === "submitted");
  return submitted === undefined ? undefined : versionOf(submitted)?.version;
}

export type DossierParts = { readonly state: RegisteredState; readonly granted: Granted; readonly history: History; readonly me: Me; readonly on: LegalDate; /** Entries of the documents that are in the archive, by hash. */ readonly entries: ReadonlyMap<string, string> };

export function describeDossier({ state, granted, history, me, on, entries }: DossierParts): Dossier {
  const own = levelOn(me.role, me.approvals, on)?.name;
  return {
    format: FORMAT, file: state.file, bank: me.bank?.name ?? "", branch: me.branches[0]?.name ?? "", granted,
    today: todayOf(state),
    steps: stepsOf(state),
    approvals: approvalsOf(state).map((one) => (one.by === me.user && own !== undefined && own !== "" ? { ...one, levelToday: own } : one)),
    documents: documentsOf(state).map((one) => { const entry = entries.get(one.sha256); return { ...one, ...(entry === undefined ? {} : { entry }) }; }),
    people: namesOf(state, history, me),
  };
}

/** Everybody whom the file or its history names, as far as a name is known here or the centre stated it. */
function namesOf(state: FileState, { changes, statement }: History, me: Me): Readonly<Record<string, string>> {
  const stated = new Map((statement === undefined ? [] : (readStatement(statement.text)?.replicas ?? [])).map(({ person, name }) => [person, name]));
  const authors = changes.flatMap(({ head }) => { const read = readHead(parseJson(head ?? "")); return read === undefined ? [] : [read.author]; });
  const life = (state.life ?? []).flatMap(({ by, facts }) => [by, ...(typeof facts["to"] === "string" ? [facts["to"]] : [])]);
  const ids = new Set([state.createdBy, state.updatedBy, ...authors, ...life, ...(state.documents ?? []).map(({ attachedBy }) => attachedBy)]);
  const named = [...ids].toSorted().map((id) => { const known = personName(id, me); return [id, known === id ? (stated.get(id) ?? "") : known] as const; });
  return Object.fromEntries(named.filter(([, name]) => name !== ""));
}

export function describeRules(granted: Granted, program: string, packs: Packs): Rules {
  const { rules, grantOn, fields, number } = granted;
  const claims = readReceipt(granted.receipt, nodePowers)?.claims;
  const replayed = replayRules(rules, fields, grantOn, packs);
  const { amount, scheme } = fields;
  return {
    format: FORMAT, rules, program, grantOn, fields,
    registered: { number, amount: claims?.amount ?? (typeof amount === "number" ? amount : 0), scheme: claims?.scheme ?? (typeof scheme === "string" ? scheme : ""), grantOn, at: claims?.at ?? granted.registeredAt },
    ...(replayed === undefined ? {} : { replayed }),
  };
}

/** What this archive can't say, by itself. */
export function listUnknown(dossier: Dossier, rules: Rules, history: History, isWaitingHere: boolean): readonly Unknown[] {
  return [
    ...(history.statement === undefined ? ["history-from-here-only" as const] : []), ...(history.unknownVersions.length > 0 ? ["versions-unknown" as const] : []),
    ...(dossier.granted.from === "derived" ? ["granted-derived" as const] : []), ...(rules.replayed === undefined ? ["rules-version-unknown" as const] : []),
    "verdict-not-kept", ...(dossier.approvals.length > 0 ? ["approval-level-not-kept" as const] : []), "keys-as-told", ...(isWaitingHere ? ["waiting-here" as const] : []),
  ];
}
