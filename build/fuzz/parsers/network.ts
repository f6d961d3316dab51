import fc from "fast-check";
import type { z } from "zod";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { helloSchema, meSchema, pullAnswerSchema, pushAnswerSchema, snapshotAnswerSchema } from "../../../shared/sync/protocol.ts";
import { isSiren } from "../../../shared/entry/siren.ts";
import { askSource } from "../../../main/core/lookup/ask-source.ts";
import { bodacc } from "../../../main/core/lookup/bodacc.ts";
import { rechercheEntreprises } from "../../../main/core/lookup/recherche-entreprises.ts";
import type { Source } from "../../../main/core/lookup/source.ts";
import { RECORDED, recordedNotices, recordedSearch } from "../../../main/core/lookup/testing/recorded-answers.ts";
import { parseEvent } from "../../../main/core/sync/news-stream.ts";
import { createTransport, type Reply, type Transport } from "../../../main/core/sync/transport.ts";
import { jsonBytes, nearJson } from "../near-json.ts";
import { fromSchema } from "../near-schema.ts";
import { bytesOf, textOf, type Parser } from "../parser.ts";

/** Of several inputs in one: the first line says which, the rest is it. */
export function split(input: Uint8Array): readonly [first: string, rest: Uint8Array] {
  const end = input.indexOf(0x0a);
  return end === -1 ? [textOf(input), new Uint8Array()] : [textOf(input.subarray(0, end)), input.subarray(end + 1)];
}
export const withLine = (line: string, bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(`${line}\n`), bytes]);

const responding = (answer: (address: string) => Response): typeof globalThis.fetch => async (address) => answer(String(address instanceof Request ? address.url : address));
const never = new AbortController().signal;

const lookup = (name: string, source: Source, file: string, answer: unknown): Parser => ({
  name, source: `main/core/lookup/${file}`,
  open: () => ({
    samples: [jsonBytes(answer)], near: nearJson(answer),
    feed: async (input) => {
      const asked = await askSource(source, "https://source.example", { kind: "siren", text: RECORDED.active }, { fetch: responding(() => new Response(Buffer.from(input))), version: "0", stop: never, timeoutMs: 5_000, now: () => 0 });
      if (asked.kind !== "answered") return `refused ${asked.error.code}`;
      const told = asked.answer;
      if (told.source === "recherche-entreprises" && told.companies.some(({ siren, name, isOnePerson }) => siren !== RECORDED.active || !isSiren(siren) || (isOnePerson && name !== undefined))) throw new Error("another company, or the name of a person, is kept");
      if (told.source === "bodacc" && told.notices.some(({ link, judgedOn }) => !/^https:\/\/www\.bodacc\.fr\/pages\/annonces-commerciales-detail\/\?q\.id=id:[A-Za-z0-9]{1,40}$/.test(link) || (judgedOn !== undefined && !/^\d{4}-\d\d-\d\d$/.test(judgedOn)))) throw new Error("a notice leads elsewhere");
      return "accepted";
    },
  }),
});

/** The centre's answers, as something else on the way may give them. */
const centreAnswer: Parser = {
  name: "centre-answer", source: "main/core/sync/transport.ts",
  open: () => {
    const calls: { readonly [name: string]: { readonly schema: z.ZodType; readonly call: (transport: Transport) => Promise<Reply<unknown>> } } = {
      hello: { schema: helloSchema, call: (to) => to.hello() }, me: { schema: meSchema, call: (to) => to.me("t") },
      push: { schema: pushAnswerSchema, call: (to) => to.push("t", { protocol: 1, centre: "c", epoch: "e", replica: "r", first: 1, changes: [], signature: "s" }) },
      pull: { schema: pullAnswerSchema, call: (to) => to.pull("t", { protocol: 1, centre: "c", epoch: "e", replica: "r", cursors: [], limit: 1 }) },
      snapshot: { schema: snapshotAnswerSchema, call: (to) => to.snapshot("t", { protocol: 1, centre: "c", epoch: "e", replica: "r", branch: "b", limit: 1 }) },
    };
    const refusal = { code: "G4008", params: { have: 3 }, fields: [], request: "018f0000-0000-7000-8000-000000000000" };
    const epoch = { n: 1, id: "018f0000-0000-7000-8000-000000000000" };
    const samples = [
      withLine("200 me", jsonBytes({ user: "u", name: "Maëlle", role: "advisor", branches: [] })), withLine("409 push", jsonBytes(refusal)), withLine("503 pull", bytesOf("<html>busy</html>")),
      withLine("200 pull", jsonBytes({ epoch, businessDate: "2020-04-15", rules: "pge@1", have: 0, feeds: [] })),
    ];
    const status = fc.constantFrom("200", "200", "200", "204", "400", "401", "403", "409", "413", "426", "429", "500", "503");
    const near = fc.oneof(
      ...Object.entries(calls).map(([name, { schema }]) => fc.tuple(status, fromSchema(schema)).map(([code, value]) => withLine(`${code} ${name}`, jsonBytes(value)))),
      fc.tuple(status, fc.constantFrom(...Object.keys(calls)), nearJson(refusal)).map(([code, name, body]) => withLine(`${code} ${name}`, body)),
    );
    return {
      samples, near, words: ["200 ", "503 ", "429 ", "push", "pull", "hello", "me", "snapshot"],
      feed: async (input) => {
        const [line, body] = split(input);
        const [, status = "", name = ""] = /^(\d{3}) (\w+)$/.exec(line) ?? [];
        const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
        if (known === undefined || Number(status) < 200) return "refused no-call";
        const isEmpty = ["204", "205", "304"].includes(status);
        const transport = createTransport({ fetch: responding(() => new Response(isEmpty ? null : Buffer.from(body), { status: Number(status) > 599 ? 500 : Number(status), headers: { "retry-after": line } })), serverUrl: "http://127.0.0.1:1", version: "0", randomBytes: (length) => new Uint8Array(length) });
        const reply = await known.call(transport);
        transport.close();
        if (reply.kind === "answered") return `accepted ${name}`;
        const { failure } = reply;
        if ("error" in failure && !isErrorCode(failure.error.code)) throw new Error("a failure without a code of ours");
        return `refused ${name} ${failure.kind}`;
      },
    };
  },
};

const news: Parser = {
  name: "news-events", source: "main/core/sync/news-stream.ts",
  open: () => {
    const [branch, date] = [{ branch: "018f0000-0000-7000-8000-000000000000", n: 3 }, { businessDate: "2020-04-15" }];
    return {
      samples: [bytesOf(`data: ${JSON.stringify(branch)}`), bytesOf(`event: date\r\ndata: ${JSON.stringify(date)}`), bytesOf(": beat")],
      near: fc.tuple(fc.constantFrom("data: ", "data:", "event: date\ndata: ", ": ", "id: 1\ndata: ", "data:\ndata: "), nearJson(branch, date)).map(([start, json]) => Buffer.concat([Buffer.from(start), json])), words: ["data:", "\n", "\r\n", "event:"],
      feed: (input) => {
        const heard = parseEvent(textOf(input));
        return heard.length === 0 ? "refused" : "accepted";
      },
    };
  },
};

export const networkParsers: readonly Parser[] = [
  lookup("lookup-companies", rechercheEntreprises, "recherche-entreprises.ts", recordedSearch(RECORDED.active)),
  lookup("lookup-notices", bodacc, "bodacc.ts", recordedNotices(bodacc.ask({ kind: "siren", text: RECORDED.active })?.get("where") ?? "")),
  centreAnswer, news,
];
