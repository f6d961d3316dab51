import { mayDo } from "../../../shared/access/rights.ts";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { HeldChange, InboxEntry, InboxPage } from "../../../shared/bridge/inbox-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { expiresAt, toldUpTo } from "../../../shared/life/expiry.ts";
import { lastActOf } from "../../../shared/life/loan-life.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { isFieldName, type FieldName } from "../../../shared/pge/file-fields.ts";
import { untoldErased } from "../db/erased-files.ts";
import { goneSchemes } from "../packs/gone-schemes.ts";
import { listDocumentsOf } from "../db/documents.ts";
import { findRow } from "../db/file-rows.ts";
import { findLatestHere, listInboxRows, type InboxRow } from "../db/inbox-rows.ts";
import { findLeftFile } from "../db/left-files.ts";
import { listNotTaken } from "../db/outbox.ts";
import type { Desk } from "../files/desk.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import { readProjection } from "../files/file-view.ts";
import { AHEAD_MS, deskEntries } from "./desk-entries.ts";
import { heldChange } from "./held-change.ts";
import { compareEntries } from "./order-entries.ts";

export type InboxFacts = { readonly status: SyncStatus; readonly clockOffMs: number | undefined };

/** Counted of each kind; nobody reads further. */
export const MOST_OF_A_KIND = 1_000;
const DAY_MS = 86_400_000;

/** How many things need the advisor: nothing of a file is read for it, so that it may be asked at each change of the status. */
export const countInbox = (desk: Desk, facts: InboxFacts): number => gather(desk, facts).total;

/** [WS24] What needs the advisor, from `offset` on, the first to be done first. */
export function listInbox(desk: Desk, facts: InboxFacts, { offset, limit }: { readonly offset: number; readonly limit: number }): InboxPage {
  const { all, total, isMore } = gather(desk, facts);
  const entries = all.toSorted(compareEntries).slice(offset, offset + limit).map((one) => ("id" in one ? one : toEntry(desk, one)));
  return { entries, total, isMore };
}

function gather(desk: Desk, { status, clockOffMs }: InboxFacts): { readonly all: readonly (InboxEntry | InboxRow)[]; readonly total: number; readonly isMore: boolean } {
  const { read } = desk.db;
  const [now, expiry] = [desk.now(), desk.expiry()];
  const rows = listInboxRows(read, { me: desk.sealer.author, answers: mayDo(desk.me().role, "inbox.of-branches"), expiringUpTo: expiry === undefined ? undefined : toldUpTo(now, expiry), goneSchemes: goneSchemes(desk.rules.packs(), desk.businessDate()), oldBefore: now - DAY_MS, ahead: now + AHEAD_MS, limit: MOST_OF_A_KIND + 1 });
  const kept = [...Map.groupBy(rows, ({ kind }) => kind).values()].flatMap((ofKind) => ofKind.slice(0, MOST_OF_A_KIND));
  const all = [...deskEntries({ status, clockOffMs, latestHere: findLatestHere(read), now, erased: untoldErased(read) }), ...kept];
  return { all, total: all.length, isMore: kept.length < rows.length };
}

/** An entry about a file, with its reason in words that a code names. */
function toEntry(desk: Desk, { kind, file, other, since, count }: InboxRow): InboxEntry {
  const { read } = desk.db;
  const row = findRow(read, file);
  const known = row ?? findLeftFile(read, file);
  const beside = other === undefined ? undefined : findRow(read, other);
  const reason = reasonOf(desk, kind, file);
  return {
    id: [kind, file, ...(other === undefined ? [] : [other])].join(" "), kind, file, count, name: known.name, siren: known.siren,
    since: since === undefined ? undefined : instant(since), isAhead: since !== undefined && since > desk.now() + AHEAD_MS,
    other: other === undefined || beside === undefined ? undefined : { file: other, name: beside.name, advisor: personName(beside.advisor, desk.me()) },
    error: reason.error, fields: reason.fields ?? [], act: reason.act, until: reason.until, offMs: undefined,
  };
}

type Reason = { readonly error?: CodedError | undefined; readonly fields?: readonly FieldName[]; readonly act?: InboxEntry["act"]; readonly until?: InboxEntry["until"] };

function reasonOf(desk: Desk, kind: InboxRow["kind"], file: InboxRow["file"]): Reason {
  const { read } = desk.db;
  switch (kind) {
    case "refused": case "conflict": case "amendment": {
      const opened = readProjection(read, desk, file);
      if (!opened.ok) return { error: opened.error };
      const { refusal, state, amendments } = opened.value.projection;
      if (kind === "conflict") return { error: { code: "G2007" }, fields: [...new Set(state.conflicts.map(({ field }) => field))] };
      if (kind === "amendment") return { error: { code: "G2006" }, fields: Object.keys(amendments).filter(isFieldName) };
      return { error: refusal, fields: (refusal?.fields ?? []).flatMap(({ field }) => (isFieldName(field) ? [field] : [])) };
    }
    case "left-work": return { error: { code: "G2008" }, fields: fieldsOf(listNotTaken(read, file).map(heldChange)) };
    case "held-back": {
      const changes = listNotTaken(read, file).filter(({ resolvedAt }) => resolvedAt === undefined).map(heldChange);
      return { error: { code: changes.find(({ code }) => code !== "G2009")?.code ?? "G2009" } as CodedError, fields: fieldsOf(changes) };
    }
    case "document": return { error: documentError(desk, file) };
    case "lost-file": return { error: { code: "G4015" } };
    case "centre-act": return { act: actOf(desk, file) };
    case "scheme-gone": return { error: { code: "G9615" }, fields: ["scheme"] };
    case "expiring": {
      const [expiry, reservedAt] = [desk.expiry(), findRow(read, file)?.reservedAt];
      return expiry === undefined || reservedAt === undefined ? {} : { until: instant(expiresAt(reservedAt, expiry)) };
    }
    default: return {};
  }
}

const fieldsOf = (changes: readonly HeldChange[]): readonly FieldName[] => [...new Set(changes.flatMap(({ fields }) => fields.map(({ field }) => field)))];

function actOf(desk: Desk, file: InboxRow["file"]): InboxEntry["act"] {
  const opened = readProjection(desk.db.read, desk, file);
  const entry = opened.ok ? lastActOf(opened.value.projection.state.life) : undefined;
  const amount = entry?.facts["amount"];
  return entry === undefined ? undefined : { act: entry.centre.act, amount: typeof amount === "number" ? amount : undefined, why: String(entry.facts["why"] ?? ""), asked: entry.centre.asked };
}

/** Why the first of them was not taken or not sent; undefined where a person stopped it. */
function documentError({ db }: Desk, file: InboxRow["file"]): CodedError | undefined {
  const refused = listNotTaken(db.read, file).find(({ kind, outcome, resolvedAt }) => kind === "attached" && outcome === "refused" && resolvedAt === undefined);
  if (refused !== undefined) return { code: heldChange(refused).code } as CodedError; // a verdict's code passed its parser
  return listDocumentsOf(db.read, file).find(({ direction, stopped, error }) => direction === "up" && stopped && error !== undefined)?.error;
}
