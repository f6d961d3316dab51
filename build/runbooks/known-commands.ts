import { readdirSync, readFileSync } from "node:fs";
import { COMMANDS } from "../../sync-server/commands-usage.ts";
import { scripts } from "../bootstrap/scripts.mjs";

const root = new URL("../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");
const serverUsage = new Map([...COMMANDS.matchAll(/^npm run server -- ([\w-]+)(.*)$/gm)].map(([, command = "", usage = ""]) => [command, usage] as const));
const deployUsage = textOf("build/deploy/main.ts");
const cliCommands = new Set(readdirSync(new URL("main/hosts/cli/grammar/", root)).flatMap((name) => [...textOf(`main/hosts/cli/grammar/${name}`).matchAll(/command\("([\w-]+)"/g)].map(([, word = ""]) => word)));
/** Everything that says how something is called in the cluster or in the account. */
const infra = readdirSync(new URL("sync-server/infra/", root), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.includes(".test.")).map((name) => textOf(`sync-server/infra/${name}`)).join("\n");
/** Programs of others, of which only the name is held: none of them is here. */
const OTHERS = ["aws", "curl", "gpg", "openssl", "pg_dump", "pg_restore"];

/** Why a line of a page is nothing that anybody could type; undefined where it is. Of our own programs, commands and options are what the programs themselves tell; of the cluster, its objects. */
export function faultOf(line: string): string | undefined {
  const words = line.split(/\s+/);
  const [program = "", ...rest] = words;
  if (line.startsWith("npm run server -- ")) return ofServer(words.slice(4));
  if (line.startsWith("npm run -s guichet -- ")) return cliCommands.has(words[5] ?? "") ? undefined : `no command ${words[5] ?? ""} of guichet`;
  if (program === "npm" && rest[0] === "run") return Object.hasOwn(scripts, rest[1] ?? "") ? undefined : `no script ${rest[1] ?? ""}`;
  if (line.startsWith("node build/deploy/main.ts ")) return unknown([words[2] ?? "", ...flagsOf(words)], deployUsage);
  if (program === "kubectl") return unknown(rest.flatMap((word) => /(?:^|\/)(guichet-[\w-]+)/.exec(word)?.[1] ?? []), infra) ?? (rest[0] === "-n" && rest[1] === "guichet" ? undefined : "not in the namespace guichet");
  return OTHERS.includes(program) ? undefined : `no program ${program} is known`;
}

function ofServer([command = "", ...args]: readonly string[]): string | undefined {
  const usage = serverUsage.get(command);
  if (usage === undefined) return `no command ${command} of the server`;
  return unknown(flagsOf(args), usage);
}

const flagsOf = (words: readonly string[]): readonly string[] => words.filter((word) => word.startsWith("--"));
function unknown(names: readonly string[], where: string): string | undefined {
  const missing = names.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(where));
  return missing.length === 0 ? undefined : `unknown: ${missing.join(" ")}`;
}
