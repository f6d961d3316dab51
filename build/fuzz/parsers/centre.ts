import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { inflateBody } from "../../../sync-server/http/inflate-body.ts";
import { parseJson } from "../../../sync-server/http/parse-json.ts";
import { Refusal } from "../../../sync-server/http/refusal.ts";
import { openSessionJournal } from "../../../sync-server/identity/demonstration-provider/session-journal.ts";
import { createTokenVerifier } from "../../../sync-server/identity/verify-token.ts";
import { soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { HOSTILE_TEXTS } from "../words.ts";
import { jsonBytes, jsonText, nearJson, nearValue } from "../near-json.ts";
import { fromJsonSchema } from "../near-schema.ts";
import { bytesOf, outcomeOf, same, textOf, valueOf, type Outcome, type Parser } from "../parser.ts";
import { exchangeRaw } from "../raw-http.ts";
import { scratchFolder } from "../scratch-folder.ts";
import { IDS, openTestCentre, type TestCentre } from "../test-centre.ts";
import { judged } from "./desk.ts";

const refusalOf = (error: unknown): Outcome => {
  if (error instanceof Refusal) return `refused ${error.coded.code}`;
  throw error;
};

const body: Parser = {
  name: "json-body", source: "sync-server/http/parse-json.ts",
  open: () => {
    const value = { protocol: 1, cursors: [{ branch: IDS.branch, n: 0 }], text: 'a "quoted" \\ é' };
    return {
      samples: [jsonBytes(value)], near: nearJson(value), words: ['\\"', "\\\\", '"__proto__":', '{"constructor":{'],
      feed: (input) => {
        try {
          const read = parseJson(Buffer.from(input));
          // A byte order mark in front is left out, as RFC 8259 lets a reader do.
          same("JSON", JSON.parse(new TextDecoder().decode(input)), read);
          if (JSON.stringify(read) !== undefined && /"__proto__":/.test(JSON.stringify(read).replaceAll(/"(?:[^"\\]|\\.)*"(?!:)/g, '""'))) throw new Error("a key reaches for the prototype");
          return "accepted";
        } catch (error) {
          return refusalOf(error);
        }
      },
    };
  },
};

const LIMIT = 256 * 1024;
const inflate: Parser = {
  name: "compressed-body", source: "sync-server/http/inflate-body.ts",
  open: () => {
    const plain = Buffer.from(JSON.stringify(soundFields()));
    const samples = [["gzip", gzipSync(plain)], ["zstd", zstdCompressSync(plain)], ["identity", plain], ["gzip", gzipSync(Buffer.alloc(3_000_000))], ["zstd", zstdCompressSync(Buffer.alloc(3_000_000))]] as const;
    const line = (encoding: string, bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(`${encoding}\n`), bytes]);
    return {
      samples: samples.map(([encoding, bytes]) => line(encoding, bytes)), words: ["gzip\n", "zstd\n", "GZIP \n", "br\n", "\u001f\u008b"],
      near: fc.tuple(fc.constantFrom("gzip", "x-gzip", "zstd", "deflate", "gzip, gzip", ""), fc.oneof(fc.uint8Array({ maxLength: 3_000 }), fc.nat(500_000).map((length) => Buffer.alloc(length, 97))), fc.constantFrom("gzip", "zstd", "none"), fc.nat(60))
        .map(([encoding, content, packed, left]) => { const bytes = packed === "gzip" ? gzipSync(content) : packed === "zstd" ? zstdCompressSync(content) : content; return line(encoding, bytes.subarray(0, bytes.length - (left > 50 ? left - 50 : 0))); }),
      feed: async (input) => {
        const end = input.indexOf(0x0a);
        const [encoding, bytes] = [textOf(input.subarray(0, Math.max(0, end))), Buffer.from(input.subarray(end + 1))];
        try {
          const inflated = await inflateBody(bytes, encoding, LIMIT);
          if (inflated.length > LIMIT && !["identity", ""].includes(encoding.trim().toLowerCase())) throw new Error("inflated past its limit");
          return `accepted ${encoding.slice(0, 10)}`;
        } catch (error) {
          return refusalOf(error);
        }
      },
    };
  },
};

/** `METHOD /path SUBJECT`, headers, an empty line, the body: ids of {@link IDS} stand for those of the centre. */
const request = (method: string, path: string, subject: string, content: string, headers = "content-type: application/json"): Uint8Array => bytesOf(`${method} ${path} ${subject}\n${headers}\n\n${content}`);
const SUBJECTS = ["marie", "anna", "zoe", "boss", "nobody", "-"] as const;

/** One centre for so many requests, then a fresh one: what they leave behind is not what is looked at here. */
function renewed(most: number) {
  let centre: Promise<TestCentre> | undefined;
  let used = 0;
  return {
    get: async (): Promise<TestCentre> => {
      if (used >= most) {
        await (await centre)?.close();
        [centre, used] = [undefined, 0];
      }
      used += 1;
      centre ??= openTestCentre();
      return await centre;
    },
    close: async (): Promise<void> => await (await centre)?.close(),
  };
}

const routes: Parser = {
  name: "centre-routes", source: "sync-server/http/create-http-server.ts", isSlow: true,
  open: async () => {
    const centres = renewed(2_000);
    const first = await centres.get();
    const described = first.routes;
    const byRoute = described.map(({ method, path, schema }) => {
      const shape = schema === undefined ? fc.constant({}) : fromJsonSchema(schema, Object.values(IDS));
      const content = fc.oneof(shape, shape.chain((value) => nearValue(value)));
      return fc.tuple(fc.constantFrom(...SUBJECTS), content, fc.constantFrom("content-type: application/json", "content-type: application/json", "content-type: application/json", "content-type: text/plain", "content-type: application/json\ncontent-encoding: gzip", "x: y"))
        .map(([subject, value, headers]) => (method === "GET" ? request(method, `${path}?${queryOf(value)}`, subject, "", headers) : request(method, path, subject, jsonText(value), headers)));
    });
    const samples = described.flatMap(({ method, path, schema }) => (schema === undefined ? [{}] : fc.sample(fromJsonSchema(schema, Object.values(IDS)), { seed: 3, numRuns: 2 })).map((value) => (method === "GET" ? request(method, `${path}?${queryOf(value)}`, "marie", "") : request(method, path, "marie", jsonText(value)))));
    return {
      samples, near: fc.oneof(...byRoute), words: [...described.map(({ path }) => path), ...Object.values(IDS), ...SUBJECTS, "content-encoding: gzip\n", "content-length: 5\n", "x-forwarded-for: 1\n"],
      feed: async (input) => {
        const text = textOf(input);
        const [, method, url, subject, headerText = "", content = ""] = /^(GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) (\S+) (\S+)\n([^]*?)\n\n([^]*)$/.exec(text) ?? [];
        if (method === undefined || url === undefined || !url.startsWith("/")) return "refused no-request";
        const centre = await centres.get();
        return await centre.ask(method, url, subject === "-" ? undefined : subject, headersOf(headerText), content);
      },
      close: centres.close,
    };
  },
};

const queryOf = (value: unknown): string => (typeof value === "object" && value !== null ? Object.entries(value).map(([name, one]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(String(typeof one === "object" ? jsonText(one) : one).toWellFormed())}`).join("&") : "");
const FRAMING = new Set(["content-length", "transfer-encoding", "connection", "expect", "upgrade", "host", "trailer", "te"]);
const headersOf = (text: string): Readonly<Record<string, string>> => Object.fromEntries(text.split("\n").flatMap((line) => {
  const [, name, value] = /^([a-zA-Z0-9-]{1,40}): ?([\u0020-\u007e]{0,2000})$/.exec(line) ?? [];
  // What frames a request is centre-http's to say: here the client frames it.
  return name === undefined || value === undefined || FRAMING.has(name.toLowerCase()) ? [] : [[name.toLowerCase(), value]];
}));

/** Bytes on a connection, before there is any request. */
const rawHttp: Parser = {
  name: "centre-http", source: "sync-server/http/answer-broken-request.ts", isSlow: true,
  open: async () => {
    const centres = renewed(2_000);
    const head = (line: string, more = ""): string => `${line} HTTP/1.1\r\nhost: centre\r\nauthorization: Bearer good.marie\r\n${more}connection: close\r\n\r\n`;
    const pull = jsonText({ protocol: 1, centre: IDS.centre, epoch: IDS.epoch, replica: IDS.replica, cursors: [], limit: 1 });
    const samples = [head("GET /v1/hello"), `${head("POST /v1/pull", `content-type: application/json\r\ncontent-length: ${pull.length}\r\n`)}${pull}`, `${head("POST /v1/pull", "content-type: application/json\r\ntransfer-encoding: chunked\r\n")}${pull.length.toString(16)}\r\n${pull}\r\n0\r\n\r\n`, head("GET /v1/documents/a/b", "range: bytes=0-1\r\n")];
    const header = fc.tuple(fc.constantFrom("content-length", "transfer-encoding", "host", "expect", "upgrade", "connection", "range", "cookie", "authorization", "x-forwarded-for", "te", "__proto__"), fc.constantFrom("", "0", "-1", "99999999999999999999", "chunked", "chunked, chunked", "100-continue", "websocket", "h2c", "bytes=0-,0-", "Bearer ", `Bearer ${"a.".repeat(3_000)}`, "Bearer good.\u00e9", "keep-alive", "1".repeat(9_000)));
    return {
      samples: samples.map(bytesOf), words: ["\r\n", "\r\n\r\n", "HTTP/1.1", "content-length: ", "transfer-encoding: chunked\r\n", "0\r\n\r\n", " HTTP/2.0\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001", "/v1/", "%2f", "%zz"],
      near: fc.tuple(fc.constantFrom("GET /v1/hello", "POST /v1/push", "GET /%zz", "GET //", "GET /v1/me?%", "OPTIONS *", "CONNECT x:1", "TRACE /", "GET http://x/", `GET /${"a".repeat(9_000)}`, "PUT /v1/documents/a/b/parts/c"), fc.array(header, { maxLength: 5 }), fc.string({ unit: "binary", maxLength: 30 }))
        .map(([line, headers, content]) => bytesOf(`${line} HTTP/1.1\r\nhost: centre\r\n${headers.map((one) => one.join(": ")).join("\r\n")}\r\n\r\n${content}`)),
      feed: async (input) => {
        const told = await exchangeRaw({ host: "127.0.0.1", port: await (await centres.get()).port() }, input);
        const outcome = judged(told);
        if (told.statuses.some((status) => status >= 400) && !/x-error-code: G\d{4}/i.test(told.text)) throw new Error(`refused without a code: ${told.text.slice(0, 200)}`);
        return outcome;
      },
      close: centres.close,
    };
  },
};

/** Changes as a workstation seals them, with heads and bodies near ours, through the centre's judgement and back out of its feed. */
const push: Parser = {
  name: "centre-push", source: "sync-server/domain/push/read-change.ts", isSlow: true, mostBytes: 60_000,
  open: async () => {
    const centres = renewed(300);
    const fields = soundFields();
    const one = (kind: string, content: unknown, base = 0, head: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ kind, base, head, body: content });
    const intentions = [
      one("created", { fields }), one("edited", { edits: { amount: { from: fields.amount, to: 5_000_000 } } }, 1), one("submitted", {}, 1), one("withdrawn", { why: "doublon" }, 1), one("settled", { settlements: { amount: { expected: 1, value: 2 } } }, 1),
      one("attached", { document: "a".repeat(64), name: "Bilan.pdf", type: "application/pdf", size: 10, piece: "KBIS" }, 1), one("detached", { document: "a".repeat(64) }, 1), one("recorded", { step: "disbursed", facts: { on: "2020-05-02", amount: 5_000_000 } }, 1), one("recorded", { step: "approved", facts: { on: "2020-05-02" } }, 1),
    ];
    const firsts = intentions.slice(0, 1);
    const story = fc.tuple(fc.constantFrom(...firsts), fc.array(fc.constantFrom(...intentions), { minLength: 1, maxLength: 3 })).chain(([start, more]) => nearValue([start, ...more]));
    return {
      samples: [jsonBytes(intentions), ...intentions.slice(1).map((next) => jsonBytes([...firsts, next]))], near: fc.oneof(story, story, nearValue(intentions)).map(jsonBytes), words: ["created", "edited", "recorded", '"body":', '"step":"', "amended", "called", "\\u0000", "\\ud800", ...HOSTILE_TEXTS.slice(0, 6)],
      feed: async (input) => {
        const value = valueOf(input);
        if (!Array.isArray(value)) return "refused no-story";
        const centre = await centres.get();
        return await centre.tell(value.slice(0, 12));
      },
      close: centres.close,
    };
  },
};

const token: Parser = {
  name: "access-token", source: "sync-server/identity/verify-token.ts", mostBytes: 20_000,
  open: async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const base = { issuer: "https://a.example", knownAs: "a", audience: "api", clientId: "c", scope: "openid", asksResource: true, demandedScope: [], acr: [], bank: undefined, keys: async () => publicKey };
    const verifier = createTokenVerifier(() => [{ ...base, style: "standard" }, { ...base, issuer: "https://b.example", style: "cognito" }], () => 1_600_000_000_000);
    const claims = { iss: "https://a.example", aud: "api", sub: "s", exp: 1_600_000_600, client_id: "c", token_use: "access" };
    const signed = async (payload: unknown, header: unknown = { alg: "EdDSA" }): Promise<string> => await new SignJWT(payload as Record<string, unknown>).setProtectedHeader(header as { alg: string }).sign(privateKey).catch(() => "a.b.c");
    const part = (one: unknown): string => Buffer.from(jsonText(one)).toString("base64url");
    const good = await signed(claims);
    return {
      samples: [bytesOf(good), bytesOf(`sign:${JSON.stringify(claims)}`)], words: [".", "sign:", part({ alg: "none" }), part({ alg: "HS256" }), part({ alg: "EdDSA", crit: ["b64"], b64: false }), part(claims)],
      near: fc.oneof(nearValue(claims).map((value) => bytesOf(`sign:${jsonText(value)}`)), fc.tuple(nearValue({ alg: "EdDSA", typ: "at+jwt", kid: "k" }), nearValue(claims), fc.constantFrom(good.split(".")[2] ?? "", "", "AA")).map(([header, payload, signature]) => bytesOf(`${part(header)}.${part(payload)}.${signature}`))),
      feed: async (input) => {
        const text = textOf(input);
        const payload = text.startsWith("sign:") ? valueOf(input.subarray(5)) : undefined;
        const verified = await verifier(typeof payload === "object" && payload !== null && !Array.isArray(payload) ? await signed(payload) : text);
        if (!verified.ok) return outcomeOf(verified);
        if (typeof verified.value.subject !== "string" || verified.value.subject === "" || !Number.isFinite(verified.value.expiresAtMs)) throw new Error("a token of nobody, or without an end");
        // base64url has spare bits: a signature may be spelled otherwise, what it signs may not.
        if (payload === undefined && text.slice(0, text.lastIndexOf(".")) !== good.slice(0, good.lastIndexOf("."))) throw new Error("a token is believed that nobody signed");
        return "accepted";
      },
    };
  },
};

const journal: Parser = {
  name: "session-journal", source: "sync-server/identity/demonstration-provider/session-journal.ts",
  open: () => {
    const scratch = scratchFolder("sessions.jsonl");
    const lines = [{ key: "Session:a", payload: { kind: "Session" }, expiresAtMs: null }, { key: "Grant:b", payload: {}, expiresAtMs: 5_000 }, { gone: "Session:a" }];
    return {
      samples: [bytesOf(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))], near: fc.array(nearJson(...lines), { maxLength: 5 }).map((all) => bytesOf(all.map(textOf).join("\n"))), words: ["\n", '{"gone":"'], close: scratch.remove,
      feed: (input) => {
        scratch.put(input);
        const opened = openSessionJournal(scratch.path, () => 1_000);
        const held = JSON.stringify([...opened.entries()]);
        opened.close();
        const again = openSessionJournal(scratch.path, () => 1_000);
        const kept = JSON.stringify([...again.entries()]);
        again.close();
        if (held !== kept) throw new Error("a journal does not come back as it was read");
        return held === "[]" ? "refused" : "accepted";
      },
    };
  },
};

export const centreParsers: readonly Parser[] = [body, inflate, routes, rawHttp, push, token, journal];
