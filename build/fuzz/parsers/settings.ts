import fc from "fast-check";
import { type parsePolicies, POLICY_KEYS, policyWords } from "../../../main/core/policy/policies.ts";
import { readPolicies } from "../../../main/core/policy/read-policies.ts";
import { parseRegQuery } from "../../../main/core/policy/registry.ts";
import { readShellArguments } from "../../../main/hosts/electron/arguments.ts";
import { readUpdateSettings } from "../../../main/hosts/electron/update-arguments.ts";
import { readArguments } from "../../../main/hosts/loopback/arguments.ts";
import { readServerUrl } from "../../../main/core/port/server-url.ts";
import { parseConfig } from "../../../sync-server/config.ts";
import { variables } from "../../../sync-server/config-variables.ts";
import { readDirectoryFile } from "../../../sync-server/read-directory-file.ts";
import { readOperatorArguments } from "../../../sync-server/operator-arguments.ts";
import { StartFault } from "../../../sync-server/start-fault.ts";
import { HOSTILE_TEXTS } from "../words.ts";
import { jsonBytes, nearJson } from "../near-json.ts";
import { bytesOf, outcomeOf, textOf, valueOf, type Outcome, type Parser } from "../parser.ts";
import { scratchFolder } from "../scratch-folder.ts";

const id = "01890000-0000-7000-8000-00000000000a";

const environments: readonly Readonly<Record<string, string>>[] = [
  { GUICHET_DEMONSTRATION: "1", GUICHET_HOST: "127.0.0.1", GUICHET_PORT: "8787", GUICHET_DATA: "/tmp/data", GUICHET_LOG_LEVEL: "info" },
  { GUICHET_STORE: "postgres", GUICHET_PG_URL: "postgres://u:p@db/guichet", GUICHET_OIDC_ISSUER: "https://sign-in.example", GUICHET_OIDC_CLIENT_ID: "c", GUICHET_OIDC_AUDIENCE: "a", GUICHET_PUBLIC_URL: "https://centre.example", GUICHET_TRUSTED_PROXIES: "10.0.0.1,10.0.0.0/8", GUICHET_DATA: "/data" },
  { GUICHET_OIDC_ISSUERS: JSON.stringify([{ issuer: "https://a.example", audience: "a", clientId: "c", style: "cognito", bank: id }]), GUICHET_DOCUMENTS: "s3", GUICHET_S3_BUCKET: "b", GUICHET_S3_REGION: "eu-west-3" },
];
const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS, "1", "0", "65536", "-1", "postgres", "s3", "https://x", "http://x", "[{}]", "[".repeat(5_000)), fc.string({ unit: "binary", maxLength: 20 }), fc.webUrl());
const environment: Parser = {
  name: "server-environment", source: "sync-server/config.ts",
  open: () => {
    const names = Object.keys(variables.shape);
    return {
      samples: environments.map(jsonBytes), near: fc.tuple(fc.constantFrom(...environments), fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 5 })).map(([base, over]) => jsonBytes({ ...base, ...over })), words: names,
      feed: (input) => {
        const value = valueOf(input);
        if (typeof value !== "object" || value === null) return "refused no-environment";
        const env = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typeof one === "string" ? one : undefined]));
        const read = parseConfig(env);
        if (!read.ok) {
          if (!(read.error instanceof StartFault) || read.error.message.includes("undefined")) throw new Error("a fault of no variable");
          return `refused ${/GUICHET_\w+/.exec(read.error.message)?.[0] ?? ""}`;
        }
        const { port, limits } = read.value;
        if (!Number.isInteger(port) || port < 0 || port > 65_535 || Object.values(limits).some((limit) => !Number.isFinite(limit) || limit < 0)) throw new Error("a server that cannot start is configured");
        return "accepted";
      },
    };
  },
};

const directory = {
  banks: [{ id, name: "Banque Armor", issuer: "https://sign-in.example", branches: [{ id, name: "Rennes", region: "Bretagne" }], levels: [{ id: "1", name: "Conseiller", upTo: 100 }], persons: [{ id, subject: "s", name: "Maëlle", role: "advisor", branches: [id], level: "1", upTo: 50 }] }],
  operators: [{ id: "01890000-0000-7000-8000-00000000000b", issuer: "https://centre.example", subject: "o", name: "Camille", active: true }],
};
const directoryFile: Parser = {
  name: "directory-file", source: "sync-server/read-directory-file.ts",
  open: () => {
    const scratch = scratchFolder("directory.json");
    return {
      samples: [jsonBytes(directory)], near: nearJson(directory), close: scratch.remove,
      feed: (input) => {
        scratch.put(input);
        try {
          readDirectoryFile(scratch.path);
          return "accepted";
        } catch (error) {
          if (error instanceof StartFault) return `refused ${/\(([^)]*)\)/.exec(error.message)?.[1]?.slice(0, 60) ?? ""}`;
          throw error;
        }
      },
    };
  },
};

const policies = { ServerAddress: "https://centre.example", ReleaseAddress: "https://releases.example", SharedFolder: "\\\\server\\share", UpdateChannel: "pilot", TelemetryOff: 1, ForbidPerUserInstall: 1 };
function feedPolicies(read: ReturnType<typeof parsePolicies>): Outcome {
  const { serverAddress, releaseAddress, sharedFolder } = read.policies;
  for (const address of [serverAddress, releaseAddress]) {
    if (address === undefined) continue;
    const { protocol, hostname, username } = new URL(address);
    if (username !== "" || (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))) throw new Error("a policy sends work in the clear");
  }
  if (sharedFolder !== undefined && sharedFolder.length > 1_000) throw new Error("a folder longer than any");
  const words = policyWords(read.policies);
  return `${read.faults.length === 0 ? "accepted" : "refused"} ${words.length} ${read.faults.map(({ key }) => key).join(",")}`;
}
const policyFile: Parser = {
  name: "policy-file", source: "main/core/policy/read-policies.ts",
  open: () => ({ samples: [jsonBytes(policies)], near: nearJson(policies), words: POLICY_KEYS, feed: (input) => feedPolicies(readPolicies("linux", {}, { readFile: () => textOf(input), queryRegistry: () => undefined })) }),
};
const printed = `\r\nHKEY_LOCAL_MACHINE\\Software\\Policies\\Guichet\r\n${Object.entries(policies).map(([name, value]) => `    ${name}    REG_${typeof value === "number" ? "DWORD" : "SZ"}    ${typeof value === "number" ? `0x${value}` : value}`).join("\r\n")}\r\n`;
const registry: Parser = {
  name: "policy-registry", source: "main/core/policy/registry.ts", mostBytes: 256 * 1024,
  open: () => ({
    samples: [bytesOf(printed)],
    near: fc.array(fc.tuple(fc.constantFrom(...POLICY_KEYS, "__proto__", "constructor", "x y"), fc.constantFrom("REG_SZ", "REG_DWORD", "REG_BINARY", "REG_MULTI_SZ", ""), fc.oneof(text, fc.constantFrom("0x1", "0xffffffff", "0xg"))), { maxLength: 8 }).map((lines) => bytesOf(lines.map((parts) => `    ${parts.join("    ")}`).join("\r\n"))), words: ["    ", "REG_SZ", "REG_DWORD", "0x1", ...POLICY_KEYS],
    feed: (input) => {
      const values = parseRegQuery(textOf(input));
      if (Object.getPrototypeOf(values) !== Object.prototype) throw new Error("a name of the registry reaches for the prototype");
      return feedPolicies(readPolicies("win32", {}, { readFile: () => undefined, queryRegistry: () => textOf(input) }));
    },
  }),
};

/** Words of a command line, one a line. */
const wordsOf = (input: Uint8Array): readonly string[] => textOf(input).split("\n").slice(0, 200);
const lineOf = (words: readonly string[]): Uint8Array => bytesOf(words.join("\n"));
const VERBS = ["find", "correct", "cancel", "release", "confirm", "turn-down", "acts"] as const;
const operator: Parser = {
  name: "operator-arguments", source: "sync-server/operator-arguments.ts",
  open: () => {
    const grounds = ["--reason", "erreur de saisie", "--asked", "la banque"];
    const samples = [["find", "1-ABCD-EFGH-K", "--as", id], ["correct", "1-ABCD-EFGH-K", "100 000", "--as", id, "--yes", ...grounds], ["cancel", "1-ABCD-EFGH-K", `--as=${id}`, "--act", id, ...grounds], ["confirm", id, "--as", id, "--json"], ["acts", "--as", id]];
    const word = fc.oneof(fc.constantFrom(...VERBS, ...HOSTILE_TEXTS, id, "1-ABCD-EFGH-K", "100 000,00", "732829320", "--as", "--bank", "--reason", "--asked", "--act", "--yes", "--json", "--", "-x"), fc.string({ maxLength: 10 }));
    return {
      samples: samples.map(lineOf), near: fc.oneof(fc.array(word, { maxLength: 10 }), fc.tuple(fc.constantFrom(...samples), fc.nat(8), word).map(([line, at, other]) => line.map((one, i) => (i === at % line.length ? other : one)))).map(lineOf), words: [...VERBS, "\n", "--as\n", `${id}\n`],
      feed: (input) => {
        const read = readOperatorArguments(wordsOf(input));
        if (!read.ok) return outcomeOf(read);
        const { command, as } = read.value;
        if (as.length !== 36) throw new Error("an order of nobody");
        if (command.does === "act" && !["corrected", "cancelled", "released"].includes(command.kind)) throw new Error("an act of no kind is ordered");
        if (command.does === "act" && (command.kind === "corrected") !== (command.amount !== undefined)) throw new Error("a correction without an amount");
        return `accepted ${command.does}`;
      },
    };
  },
};

const ENV = { GUICHET_LANG: "fr", HOME: "/home/x" };
const arguments_: Parser = {
  name: "host-arguments", source: "main/hosts/loopback/arguments.ts",
  open: () => {
    const samples = [["--data=/tmp/x", "--server=https://centre.example", "--port=8080", "--lang=fr", "--no-open"], ["--address"], ["--lookups=http://127.0.0.1:9", "--help"], ["--releases=https://releases.example", "--channel=pilot", "--shared-folder=/mnt/x"]];
    const word = fc.tuple(fc.constantFrom("--data=", "--server=", "--port=", "--lang=", "--lookups=", "--releases=", "--channel=", "--shared-folder=", "--", "-h", "--no-open=", ""), fc.oneof(text, fc.constantFrom("https://centre.example/x/", "http://127.0.0.1:1", "http://user@x", "0x1f", "1e3", " 80 "))).map((parts) => parts.join(""));
    return {
      samples: samples.map(lineOf), near: fc.array(word, { maxLength: 6 }).map(lineOf), words: ["--data=", "--server=", "--port=", "--releases=", "\n", "http://127.0.0.1"],
      feed: (input) => {
        const words = wordsOf(input);
        const read = readArguments(words, ENV, "linux");
        if (read.kind === "run" && (!Number.isInteger(read.port) || read.port < 0 || read.port > 65_535 || readServerUrl(read.serverUrl) !== read.serverUrl || (read.lookupAddress !== undefined && new URL(read.lookupAddress).hostname !== "127.0.0.1"))) throw new Error("a window is opened on a port or a centre that is none");
        const shell = readShellArguments(words, ENV, "linux");
        if (readServerUrl(shell.serverUrl) !== shell.serverUrl) throw new Error("an address of a centre does not come back as it was read");
        const update = readUpdateSettings(words, ENV, { isPackaged: true, resourcesDir: "/nowhere", platform: "linux", arch: "x64" });
        return `${read.kind === "usage" ? "refused" : "accepted"} ${read.kind} ${update === undefined ? "" : update.channel}`;
      },
    };
  },
};

export const settingParsers: readonly Parser[] = [environment, directoryFile, policyFile, registry, operator, arguments_];
