import { readFileSync, statSync } from "node:fs";
import { helloSchema, meSchema } from "../../shared/sync/protocol.ts";
import type { Person } from "../support/centre.ts";
import type { ReachedCentre } from "./prepare-arrivals.ts";
import { centreUrlSchema } from "./simulation/prepared.ts";

/** A token a line, of advisors known to the centre. @throws Error, where others could read the file too, or it is empty. */
export function readTokens(path: string): readonly string[] {
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) throw new Error(`${path} can be read by others: chmod 600`);
  const tokens = readFileSync(path, "utf8").split("\n").map((line) => line.trim()).filter((line) => line !== "");
  if (tokens.length === 0) throw new Error(`${path} has no token`);
  return tokens;
}

/** A centre that runs somewhere: what it says of itself, and of each token's person. Tokens are told by their place only. */
export async function reachCentre(address: string, tokens: readonly string[]): Promise<ReachedCentre> {
  const url = centreUrlSchema.parse(address);
  const hello = helloSchema.parse(await ask(`${url}/v1/hello`));
  const tokenOf = new Map<string, string>();
  const persons: Person[] = [];
  for (const [i, token] of tokens.entries()) {
    const { user, role, bank, branches } = meSchema.parse(await ask(`${url}/v1/me`, token, ` for token ${i + 1}`));
    const [branch] = branches;
    if (role !== "advisor" || bank === undefined || branch === undefined) throw new Error(`token ${i + 1} is no advisor's of a branch`);
    persons.push({ subject: user, user, bank: bank.id, branch: branch.id });
    tokenOf.set(user, token);
  }
  return {
    urls: [url], persons, hello,
    token: ({ user }) => Promise.resolve(tokenOf.get(user) ?? fail("nobody of this centre")),
    scopeOf: ({ bank, branch, user }) => ({ bank, branch, author: user, rules: hello.rules, reference: hello.reference }),
  };
}

async function ask(url: string, token?: string, whose = ""): Promise<unknown> {
  const response = await fetch(url, { redirect: "error", headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}${whose}`);
  return await response.json();
}

const fail = (message: string): never => { throw new Error(message); };
