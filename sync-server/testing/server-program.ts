import { join } from "node:path";
import { expect } from "vitest";
import { putEmptyStore } from "../store/testing/prepared-store.ts";
import { temporaryFolder } from "./demonstration-server.ts";
import type { Run } from "./run-server.ts";

/** Environments of the server's program, and what it must say when it can't go on. */
export const demonstration = (folder: string) => ({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: folder });
export const production = (folder: string) => ({ GUICHET_OIDC_ISSUER: "https://login.example", GUICHET_OIDC_AUDIENCE: "a", GUICHET_OIDC_CLIENT_ID: "c", GUICHET_PORT: "0", GUICHET_DATA: folder });

/** Where production may found its centre: only initdb has run. */
export async function emptyFolder(): Promise<string> {
  const folder = temporaryFolder();
  await putEmptyStore(join(folder, "store"));
  return folder;
}

/** One sentence a language on standard error, no stack, exit 1. */
export async function expectSentences(server: Run, words: RegExp): Promise<void> {
  expect([await server.ended, server.err().trimEnd().split("\n").length]).toEqual([1, 2]);
  expect(server.err()).toMatch(words);
  expect(server.err()).not.toContain("    at ");
}
