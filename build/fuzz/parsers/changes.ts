import { createHash } from "node:crypto";
import fc from "fast-check";
import { bodySchemas, CHANGE_KINDS, headSchema, type ChangeKind } from "../../../shared/sync/change.ts";
import { FILE_STATUSES } from "../../../shared/sync/file-state.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import { jsonBytes, nearJson, nearValue } from "../near-json.ts";
import { fromSchema } from "../near-schema.ts";
import { outcomeOf, same, textOf, valueOf, type Parser } from "../parser.ts";

const id = "01890000-0000-7000-8000-00000000000a";
export const aHead = {
  v: 1, bank: id, branch: id, file: id, change: id, replica: id, seq: 1, prev: "0".repeat(64), kind: "created", kindVersion: 1, base: 0,
  author: "someone", madeAt: 0, rules: "pge@1", reference: "2020", bodyHash: "f".repeat(64),
};

const head: Parser = {
  name: "change-head", source: "shared/sync/read-head.ts", mostBytes: 64 * 1024,
  open: () => ({
    samples: [jsonBytes(aHead), jsonBytes({ ...aHead, mends: id })],
    near: fc.oneof(nearJson(aHead, { ...aHead, mends: id }), fromSchema(headSchema).map(jsonBytes)),
    feed: (input) => {
      const json = valueOf(input);
      const read = readHead(json);
      const parsed = headSchema.safeParse(json);
      same("a head", read, parsed.data);
      if (read === undefined) return "refused";
      same("a head", readHead(JSON.parse(JSON.stringify(read))), read);
      return "accepted";
    },
  }),
};

const sha = createHash("sha256").update("x").digest("hex");
const document = { document: sha, name: "Bilan 2019.pdf", type: "application/pdf", size: 2_000, piece: "COMPTES_ANNUELS" };
const bodies: readonly unknown[] = [
  ["created", { fields: { legalName: "Boulangerie Exemple", amount: 12_500_000 } }], ["edited", { edits: { amount: { from: null, to: 1 } } }], ["settled", { settlements: { amount: { expected: 1, value: 2 } } }],
  ["submitted", {}], ["withdrawn", { why: "doublon" }], ["attached", document], ["detached", { document: sha }], ["recorded", { step: "disbursed", facts: { on: "2020-05-02", amount: 1 } }],
];
const isKind = (kind: unknown): kind is ChangeKind => CHANGE_KINDS.some((known) => known === kind);

const body: Parser = {
  name: "change-body", source: "shared/sync/read-body.ts", mostBytes: 64 * 1024,
  open: () => ({
    samples: bodies.map(jsonBytes),
    near: fc.oneof(nearJson(...bodies), ...CHANGE_KINDS.map((kind) => fc.oneof(fromSchema(bodySchemas[kind]), fromSchema(bodySchemas[kind]).chain((value) => nearValue(value))).map((value) => jsonBytes([kind, value])))),
    words: CHANGE_KINDS,
    feed: (input) => {
      const pair = valueOf(input);
      if (!Array.isArray(pair) || !isKind(pair[0])) return "refused not-a-pair";
      const [kind, value]: readonly unknown[] = pair;
      if (!isKind(kind)) return "refused not-a-pair";
      const read = readBody(kind, value);
      if (!read.ok) return `refused ${read.error.path.slice(0, 40)}`;
      const again = readBody(kind, JSON.parse(JSON.stringify(read.value.body)));
      if (!again.ok) throw new Error(`a body of ${kind} that was taken is refused when it comes back`);
      same(`a body of ${kind}`, again.value, read.value);
      if (!bodySchemas[kind].safeParse(value).success) throw new Error(`a body of ${kind} is taken that its schema refuses`);
      return `accepted ${kind}`;
    },
  }),
};

const state = {
  file: id, version: 3, status: "draft", fields: { legalName: "Boulangerie Exemple" }, touched: { legalName: 3 }, conflicts: [{ field: "amount", mine: 1, theirs: 2 }],
  createdBy: "a", updatedBy: "b", createdAt: 1, updatedAt: 2, registration: { number: "PGE-1", receipt: "a.b.c", at: 1 }, refusal: { code: "G2001", at: 1 },
  documents: [{ ...document, attachedBy: "a", attachedAt: 1 }], life: [{ step: "disbursed", facts: { on: "2020-05-02" }, by: "a", at: 1, centre: { act: id, asked: "a" } }], accountChange: { by: "a", at: 1 },
};

const fileState: Parser = {
  name: "file-state", source: "shared/sync/parse-file-state.ts",
  open: () => ({
    samples: [jsonBytes(state)],
    near: nearJson(state),
    words: [...FILE_STATUSES, '"registration":', '"life":', '"documents":'],
    feed: (input) => {
      const read = parseFileState(textOf(input));
      if (!read.ok) return `${outcomeOf(read)} ${read.error.type === "NotAState" ? read.error.path : ""}` as const;
      const again = parseFileState(JSON.stringify(read.value));
      if (!again.ok) throw new Error("a state that was taken is refused when it comes back");
      same("a state", again.value, read.value);
      return "accepted";
    },
  }),
};

export const changeParsers: readonly Parser[] = [head, body, fileState];
