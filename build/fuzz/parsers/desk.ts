import { readFileSync } from "node:fs";
import { Duplex } from "node:stream";
import type { Socket } from "node:net";
import { Command } from "commander";
import fc from "fast-check";
import { z } from "zod";
import { callInputs, type BridgeCalls, type CallName } from "../../../shared/bridge/contract.ts";
import { assessDocument } from "../../../shared/pge/cases-answer.ts";
import { terminalWords } from "../../../shared/i18n/terminal.ts";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { portOfSocket } from "../../../main/core/control/control-socket.ts";
import { createPeer } from "../../../main/core/port/peer.ts";
import { answerCall } from "../../../main/core/port/answer-call.ts";
import { EXIT } from "../../../main/hosts/cli/exit-codes.ts";
import { runCommandLine } from "../../../main/hosts/cli/program.ts";
import { serveWindow } from "../../../main/hosts/loopback/serve-window.ts";
import { HOSTILE_TEXTS } from "../words.ts";
import { jsonBytes, jsonText, nearJson, nearValue } from "../near-json.ts";
import { fromSchema } from "../near-schema.ts";
import { bytesOf, outcomeOf, textOf, valueOf, type Outcome, type Parser } from "../parser.ts";
import { exchangeRaw } from "../raw-http.ts";

const NAMES = Object.keys(callInputs) as CallName[];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** A handler that hands on what it was given: what the wall lets through has to be what its parser made. */
const handlers = new Proxy({}, { get: () => async (value: unknown) => value }) as BridgeCalls;

/** Values that JSON has none of, and that a window may send where both ends clone. */
const REVIVED: Readonly<Record<string, () => unknown>> = { $undefined: () => undefined, $nan: () => Number.NaN, $big: () => 10n ** 30n, $date: () => new Date(Number.NaN), $map: () => new Map([["a", 1]]), $bytes: () => new Uint8Array(4), $sparse: () => Array<unknown>(1_000) };
const revive = (_key: string, value: unknown): unknown => (typeof value === "string" && Object.hasOwn(REVIVED, value) ? REVIVED[value]?.() : value);

const call = fc.constantFrom(...NAMES).chain((name) => {
  const input = fromSchema(callInputs[name]);
  return fc.oneof(input, input.chain((value) => nearValue(value)), nearValue(Object.keys(REVIVED)).map((values) => ({ values }))).map((value) => ({ name, input: value }));
});
const bridge: Parser = {
  name: "bridge-call", source: "main/core/port/answer-call.ts",
  open: () => ({
    samples: fc.sample(call, { seed: 7, numRuns: 60 }).map(jsonBytes), near: call.map(jsonBytes), words: [...NAMES, ...Object.keys(REVIVED)],
    feed: async (input) => {
      let asked: unknown;
      try {
        asked = JSON.parse(textOf(input), revive);
      } catch {
        return "refused not-json";
      }
      const { name, input: given } = typeof asked === "object" && asked !== null ? (asked as { readonly name?: unknown; readonly input?: unknown }) : {};
      const outcome = await answerCall(handlers, silent, name, given);
      if (!outcome.ok && !isErrorCode(outcome.code)) throw new Error("a call is refused without a code");
      if (!outcome.ok && outcome.code === "G5001") throw new Error("a call falls");
      return outcome.ok ? `accepted ${String(name)}` : `refused ${String(name).slice(0, 40)} ${outcome.code} ${outcome.at?.slice(0, 30) ?? ""}`;
    },
  }),
};

/** The loopback host's own HTTP, from a page that was let in: {{origin}}, {{host}}, {{cookie}} and {{secret}} stand for what that page holds. */
const window: Parser = {
  name: "loopback-http", source: "main/hosts/loopback/serve-window.ts", isSlow: true,
  open: async () => {
    const core = { call: async (name: unknown, input: unknown) => await answerCall(handlers, silent, name, input), listen: () => () => undefined, completeSignIn: async () => ({ ok: false as const, error: { code: "G3004" as const } }), close: async () => undefined, ended: new Promise<never>(() => undefined) };
    const failures: unknown[] = [];
    const server = await serveWindow(() => core, { files: new Map([["/", { body: Buffer.from("<p>"), type: "text/html" }]]), port: 0, words: terminalWords("fr"), log: { ...silent, error: (event, facts) => failures.push([event, facts]) } });
    const host = server.origin.slice("http://".length);
    const token = server.issueAddress().split("#t=")[1];
    const own = { origin: server.origin, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", "content-type": "application/json" };
    const hello = await fetch(`${server.origin}/bridge/hello`, { method: "POST", headers: own, body: JSON.stringify({ token }) });
    const cookie = hello.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { secret } = (await hello.json()) as { readonly secret: string };
    const head = (line: string, headers: Readonly<Record<string, string>>): string => `${line} HTTP/1.1\r\nhost: {{host}}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}`;
    const post = (path: string, body: string): string => `${head(`POST ${path}`, { ...own, origin: "{{origin}}", cookie: "{{cookie}}", "x-guichet-secret": "{{secret}}" })}content-length: {{length}}\r\n\r\n${body}`;
    const get = (path: string, dest: string): string => `${head(`GET ${path}`, { "sec-fetch-site": "same-origin", "sec-fetch-mode": dest === "document" ? "navigate" : "no-cors", "sec-fetch-dest": dest })}\r\n`;
    const samples = [post("/bridge/call", jsonText({ name: "settings.get", input: {} })), post("/bridge/hello", "{}"), get("/", "document"), get("/auth/callback?code=a&state=b", "document"), get("/assets/main.js", "script")];
    const body = fc.oneof(call.map(jsonText), nearJson({ name: "settings.set", input: { theme: "dark" } }).map(textOf), fc.string({ unit: "binary", maxLength: 20 }));
    return {
      samples: samples.map(bytesOf), near: fc.tuple(fc.constantFrom("/bridge/call", "/bridge/call", "/bridge/hello", "/bridge/__proto__", "//bridge/call"), body).map(([path, text]) => bytesOf(post(path, text))), words: ["{{cookie}}", "{{secret}}", "{{origin}}", "\r\n", "content-length: ", "transfer-encoding: chunked\r\n", "host: x\r\n", "0\r\n\r\n", "Upgrade: websocket\r\n", "/bridge/events"],
      feed: async (input) => {
        const told = await exchangeRaw({ host: "127.0.0.1", port: Number(host.split(":")[1]) }, filled(input, { origin: server.origin, host, cookie, secret }));
        if (failures.length > 0) throw new Error(`the window's server falls: ${JSON.stringify(failures.splice(0))}`);
        return judged(told);
      },
      close: server.close,
    };
  },
};

/** Places are filled in; {{length}} last, with what the body then has. */
function filled(input: Uint8Array, places: Readonly<Record<string, string>>): Buffer {
  const text = Object.entries(places).reduce((whole, [name, value]) => whole.replaceAll(`{{${name}}}`, value), Buffer.from(input).toString("latin1"));
  const begin = text.indexOf("\r\n\r\n") + 4;
  return Buffer.from(text.replace("{{length}}", String(text.length - begin)), "latin1");
}

export function judged({ statuses, text }: { readonly statuses: readonly number[]; readonly text: string }): Outcome {
  const bad = statuses.find((status) => status >= 500);
  if (bad !== undefined) throw new Error(`answered ${bad}: ${text.slice(0, 200)}`);
  const first = statuses[0];
  return first === undefined ? "refused silence" : `${first < 400 ? "accepted" : "refused"} ${statuses.slice(0, 3).join(",")} ${/"code":"(G\d{4})"/.exec(text)?.[1] ?? ""}`;
}

const asks = { hello: async (given: unknown) => given, call: async (value: unknown) => value };
const control: Parser = {
  name: "control-socket", source: "main/core/control/control-socket.ts",
  open: () => {
    const messages: readonly unknown[] = [{ kind: "ask", id: 1, name: "hello", input: "secret" }, { kind: "ask", id: 2, name: "call", input: { name: "settings.get", input: {} } }, { kind: "tell", name: "hello", input: 1 }, { kind: "answer", id: 1, answer: 2 }, { kind: "fault", id: 1, message: "m" }];
    return {
      samples: [Buffer.concat(messages.map((one) => Buffer.concat([jsonBytes(one), Buffer.from("\n")])))], near: fc.array(nearJson(...messages), { maxLength: 4 }).map((lines) => bytesOf(lines.map(textOf).join("\n") + "\n")), words: ['{"kind":"ask","name":"', "\n", '"id":', "hello", "__proto__"],
      feed: async (input) => {
        const written: string[] = [];
        const socket = new Duplex({ read: () => undefined, write: (bytes: Buffer, _encoding, done) => { written.push(bytes.toString("utf8")); done(); } });
        createPeer(portOfSocket(socket as unknown as Socket), asks);
        for (let at = 0; at < input.length && !socket.destroyed; at += 777) socket.push(Buffer.from(input.subarray(at, at + 777)));
        await new Promise((resolve) => setImmediate(resolve));
        const wasEnded = socket.destroyed;
        socket.destroy();
        const answers = written.join("").split("\n").filter((line) => line !== "").map((line) => (JSON.parse(line) as { readonly kind: string }).kind);
        return `${answers.includes("answer") ? "accepted" : "refused"} ${answers.slice(0, 3).join(",")} ${wasEnded ? "ended" : ""}`;
      },
    };
  },
};

/** The command line as its library reads it; what the commands then do is not done. */
const commandLine: Parser = {
  name: "command-line", source: "main/hosts/cli/program.ts", mostBytes: 20_000,
  open: () => {
    const given = Command.prototype.action;
    Command.prototype.action = function nothing(this: Command) { return given.call(this, () => undefined); };
    const samples = [["list", "--search", "été", "--limit", "10"], ["submit", "--all-ready", "--timeout", "5"], ["record", "x", "disbursed", "--on", "2020-05-02"], ["export", "x.csv", "--format", "csv", "--filter", "all"], ["--json", "--lang", "en", "status"], ["paper", "x", "--kind", "synthese", "--out", "x.pdf"], ["--help"], ["--server", "https://centre.example", "sync"]];
    const word = fc.oneof(fc.constantFrom(...samples.flat(), ...HOSTILE_TEXTS, "--", "-h", "--lang=xx", "--limit=-1", "--limit=1e9", "--timeout=NaN", "--data", "--profile", "-o", "help"), fc.string({ unit: "binary", maxLength: 8 }));
    return {
      samples: samples.map((line) => bytesOf(line.join("\n"))), near: fc.oneof(fc.array(word, { maxLength: 6 }), fc.tuple(fc.constantFrom(...samples), fc.array(word, { maxLength: 3 })).map(([line, more]) => [...line, ...more])).map((line) => bytesOf(line.join("\n"))), words: [...new Set(samples.flat()), "\n"],
      feed: async (input) => {
        let said = "";
        const sink = { write: (text: string) => { said += text; return true; } };
        const code = await runCommandLine(textOf(input).split("\n").slice(0, 100), { env: { LANG: "fr_FR" }, input: process.stdin, stdout: sink, stderr: sink, version: "0" });
        if (!Object.values<number>(EXIT).includes(code)) throw new Error("ends with a code that is none");
        if (code === EXIT.usage && said === "") throw new Error("refused without a word");
        return code === EXIT.done ? "accepted" : `refused ${code} ${said.slice(0, 30)}`;
      },
      close: () => { Command.prototype.action = given; },
    };
  },
};

const published = z.looseObject({ regles: z.array(z.looseObject({ entree: z.unknown() })) }).parse(JSON.parse(readFileSync(new URL("../../../shared/pge/cases/cases.json", import.meta.url), "utf8")));
const entry = published.regles[0]?.entree;
const cases: Parser = {
  name: "assess-document", source: "shared/pge/cases-format.ts",
  open: () => ({
    samples: published.regles.slice(0, 20).map(({ entree }) => jsonBytes(entree)), near: nearJson(entry, { entree: entry }, [entry]),
    feed: (input) => {
      const value = valueOf(input);
      if (value === undefined) return "refused not-json";
      const read = assessDocument(value, true);
      if (!read.ok) return `refused ${read.error.problem} ${read.error.path.slice(0, 30)}`;
      JSON.stringify(read.value);
      return outcomeOf(read);
    },
  }),
};

export const deskParsers: readonly Parser[] = [bridge, window, control, commandLine, cases];
