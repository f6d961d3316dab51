import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { id, type ChangeId, type FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { CentreAct } from "../../../shared/life/centre-act.ts";
import { applyCentreAct } from "../../../shared/sync/apply-centre-act.ts";
import { applyChange } from "../../../shared/sync/apply-change.ts";
import { changeHashOf, CHANGE_KINDS, headSchema, ZERO_HASH, type Head, type Sealed } from "../../../shared/sync/change.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { FeedEntry, FileEntry, FirstVerdict, Verdict } from "../../../shared/sync/protocol.ts";
import { fieldGate } from "../../../shared/sync/field-gate.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const receiptKey = generateKeyPairSync("ed25519");
export const RECEIPT_KEYS = [{ kty: "OKP" as const, crv: "Ed25519" as const, x: receiptKey.publicKey.export({ format: "jwk" }).x ?? "", kid: "test" }];

function receiptOf(file: string, number: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "EdDSA", kid: "test" })}.${part({ file, number })}`;
  return `${signed}.${sign(null, Buffer.from(signed), receiptKey.privateKey).toString("base64url")}`;
}

type Line = { readonly hashes: string[]; readonly verdicts: FirstVerdict[]; /** By file: the refused change not yet mended. */ readonly causes: Map<string, string> };
type Kept = { state: FileState; branch: string; n: number; change: string };

export type PureCentre = {
  readonly have: (replica: string) => number;
  /** Verdicts, or why nothing was taken. */
  readonly push: (replica: string, first: number, changes: readonly Sealed[]) => { readonly verdicts: readonly Verdict[] } | { readonly error: CodedError };
  readonly feed: (branch: string, after: number, limit: number) => { readonly n: number; readonly entries: readonly FeedEntry[]; readonly more: boolean };
  readonly snapshot: (branch: string, after: string | undefined, limit: number) => { readonly n: number; readonly files: readonly FileEntry[]; readonly next: string | undefined };
  readonly files: () => ReadonlyMap<string, FileState>;
  readonly headOf: (branch: string) => number;
  /** The file goes to another branch. */
  readonly move: (file: string, branch: string) => void;
  /** Nothing of it is there any more, or taken any more. */
  readonly erase: (file: string, on: string) => void;
  /** What the centre does to a registered file by itself; `change` is the act's id. */
  readonly act: (file: string, does: CentreAct, change: string) => void;
  /** How many changes had an effect or were refused: each once, whatever is repeated. */
  readonly decided: () => number;
};

/**
 * A centre in memory that follows shared/sync/SPEC.md: lines, verdicts kept, skipping after a refusal, feeds. `decide` is asked at
 * submissions: undefined registers.
 */
export function createPureCentre(decide: (state: FileState) => CodedError | undefined = () => undefined): PureCentre {
  const lines = new Map<string, Line>();
  const files = new Map<string, Kept>();
  const feeds = new Map<string, { kind: "file" | "left"; n: number; file: string }[]>();
  const counters = new Map<string, number>();
  const decisions = new Map<string, { readonly file: string; readonly author: string; readonly verdict: FirstVerdict }>();
  const erased = new Map<string, string>();
  let decided = 0;

  const lineOf = (replica: string): Line => {
    const line = lines.get(replica) ?? { hashes: [], verdicts: [], causes: new Map<string, string>() };
    lines.set(replica, line);
    return line;
  };
  const publish = (branch: string, file: string, kind: "file" | "left"): number => {
    const n = (counters.get(branch) ?? 0) + 1;
    counters.set(branch, n);
    feeds.set(branch, [...(feeds.get(branch) ?? []).filter((entry) => entry.file !== file), { kind, n, file }]);
    return n;
  };
  const entryOf = (file: string, kept: Kept, n: number): FileEntry => {
    const state = JSON.stringify(kept.state);
    return { kind: "file", n, file, version: kept.state.version, change: kept.change, hash: sha256(state), state };
  };

  function judge(line: Line, head: Head, body: string): FirstVerdict {
    const gone = erased.get(head.file);
    if (gone !== undefined) return { kind: "refused", code: "G9571", fields: [], params: { on: gone, rule: "never-loan" } };
    const cause = line.causes.get(head.file);
    if (cause !== undefined && head.mends !== cause) return { kind: "skipped", cause };
    decided += 1;
    const kind = CHANGE_KINDS.find((known) => known === head.kind);
    const refuse = (error: CodedError): FirstVerdict => {
      line.causes.set(head.file, head.change);
      return { kind: "refused", code: error.code, fields: [...(error.fields ?? [])], params: JSON.parse(JSON.stringify(error.params ?? {})) };
    };
    if (kind === undefined) return refuse({ code: "G2012" });
    const at = instant(Date.now());
    const outcome = applyChange(files.get(head.file)?.state, { ...head, kind }, JSON.parse(body), {
      at, parseField: fieldGate,
      register: (state) => {
        const no = decide(state);
        const grantOn = typeof state.fields.foreseenGrantOn === "string" ? state.fields.foreseenGrantOn : "";
        const number = `1-${head.change.slice(-4).toUpperCase()}-TEST-0`;
        return no === undefined ? ok({ number, receipt: receiptOf(head.file, number), registeredAt: at, grantOn, rules: head.rules }) : err(no);
      },
    });
    if (outcome.state !== undefined) {
      const branch = files.get(head.file)?.branch ?? head.branch;
      const n = publish(branch, head.file, "file");
      files.set(head.file, { state: outcome.state, branch, n, change: head.change });
    }
    if (outcome.kind === "refused") return refuse(outcome.error);
    line.causes.delete(head.file);
    const { registration } = outcome.state;
    return {
      kind: "accepted", version: outcome.state.version, n: files.get(head.file)?.n ?? 1, conflicts: [...outcome.conflicts],
      ...(registration === undefined ? {} : { number: registration.number, receipt: registration.receipt }),
    };
  }

  return {
    have: (replica) => lineOf(replica).hashes.length,
    push: (replica, first, changes) => {
      const line = lineOf(replica);
      const have = line.hashes.length;
      if (first > have + 1) return { error: { code: "G4008", params: { have } } };
      for (const [index, { head }] of changes.entries()) {
        const known = line.hashes[first + index - 1];
        if (known !== undefined && known !== changeHashOf(sha256, head)) return { error: { code: "G4009", params: { at: first + index } } };
      }
      const verdicts: Verdict[] = [];
      for (const [index, { head, body }] of changes.entries()) {
        const seq = first + index;
        const before = line.verdicts[seq - 1];
        if (before !== undefined) {
          verdicts.push({ kind: "duplicate", first: before });
          continue;
        }
        const read = headSchema.parse(JSON.parse(head));
        if (read.seq !== seq || read.prev !== (line.hashes[seq - 2] ?? ZERO_HASH)) return { error: { code: "G4009", params: { at: seq } } };
        // [SY11] The same intention under another place is answered as it was the first time.
        const same = decisions.get(read.change);
        const repeated = same !== undefined && same.file === read.file && same.author === read.author ? same.verdict : undefined;
        const verdict = repeated ?? judge(line, read, body);
        if (verdict.kind !== "skipped") decisions.set(read.change, { file: read.file, author: read.author, verdict });
        line.hashes.push(changeHashOf(sha256, head));
        line.verdicts.push(verdict);
        verdicts.push(repeated === undefined ? verdict : { kind: "duplicate", first: repeated });
      }
      return { verdicts };
    },
    feed: (branch, after, limit) => {
      const rest = (feeds.get(branch) ?? []).filter((entry) => entry.n > after).toSorted((a, b) => a.n - b.n);
      const page = rest.slice(0, limit);
      const more = rest.length > page.length;
      const n = more ? page.at(-1)?.n ?? after : counters.get(branch) ?? 0;
      const entries = page.flatMap((entry): readonly FeedEntry[] => {
        const kept = files.get(entry.file);
        return entry.kind === "left" || kept === undefined ? [{ kind: "left", n: entry.n, file: entry.file, ...(erased.has(entry.file) ? { erased: { on: erased.get(entry.file) ?? "", rule: "never-loan" } } : {}) }] : [entryOf(entry.file, kept, entry.n)];
      });
      return { n, entries, more };
    },
    snapshot: (branch, after, limit) => {
      const all = [...files].filter(([file, kept]) => kept.branch === branch && (after === undefined || file > after)).toSorted(([a], [b]) => (a < b ? -1 : 1));
      const page = all.slice(0, limit);
      return { n: counters.get(branch) ?? 0, files: page.map(([file, kept]) => entryOf(file, kept, kept.n)), next: all.length > page.length ? page.at(-1)?.[0] : undefined };
    },
    files: () => new Map([...files].map(([file, kept]) => [file, kept.state])),
    headOf: (branch) => counters.get(branch) ?? 0,
    move: (file, branch) => {
      const kept = files.get(file);
      if (kept === undefined) throw new Error("no such file");
      publish(kept.branch, file, "left");
      const n = publish(branch, file, "file");
      files.set(id<FileId>(file), { ...kept, branch, n });
    },
    erase: (file, on) => {
      const kept = files.get(file);
      if (kept === undefined) throw new Error("no such file");
      files.delete(file);
      erased.set(file, on);
      publish(kept.branch, file, "left");
    },
    act: (file, does, change) => {
      const kept = files.get(file);
      if (kept === undefined) throw new Error("no such file");
      const acted = applyCentreAct(kept.state, does, { reason: "Montant mal saisi.", asked: does.kind === "expired" ? "30" : "Ticket 4512", change: id<ChangeId>(change), centre: "the centre", at: instant(Date.now()), businessDate: "2020-05-15", floor: 1, rule: () => undefined });
      if (!acted.ok) throw new Error(acted.error.code);
      files.set(file, { ...kept, state: acted.value, n: publish(kept.branch, file, "file"), change });
    },
    decided: () => decided,
  };
}
