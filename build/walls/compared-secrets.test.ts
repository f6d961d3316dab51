import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { comparedSecrets } from "./compared-secrets.ts";
import { isTest } from "./rooms.ts";

const root = new URL("../../", import.meta.url);
// Not the window: it compares what one person typed twice, for herself.
const files = globSync("{shared,paper,main,sync-server,build}/**/*.{ts,tsx}", { cwd: root, exclude: ["build/out/**", "**/node_modules/**"] }).map((file) => file.replaceAll("\\", "/"));
const sources = files.filter((file) => !isTest(file)).map((file) => ({ file, source: readFileSync(new URL(file, root), "utf8") }));

/** One a side, and the stand-in for S3, which imports nothing of the product. */
const PLACES = ["build/s3/signature/authenticate.ts", "main/core/same-secret.ts", "sync-server/domain/same-secret.ts"];

test("secrets are compared in one place a side, and nowhere letter by letter", () => {
  expect(sources.flatMap(({ file, source }) => comparedSecrets(file, source))).toEqual([]);
  expect(sources.filter(({ source }) => /\btimingSafeEqual\(/.test(source)).map(({ file }) => file).toSorted()).toEqual(PLACES);
});

test.each([
  "if (given === secret) open();", "return request.token !== wanted;", "readDoor()?.secret === own", "form.get('password') == known", "headers['x-csrf-token'] === kept",
  "seal(facts) !== witness.mac", "wanted === (await read()).accessToken", "if (given === (known.passphrase ?? '')) open();", "a && hash(b) === digest ? c : d",
])("the check notices %s", (source) => {
  expect(comparedSecrets("x.ts", source)).toEqual([`x.ts:1 ${source}`]);
});

test.each([
  "token === undefined", "if (passphrase === '') return;", "kind === 'secret'", "step.kind === token.kind", "secret.length === 32", "tokens === others", "password === EMPTY", "// given === secret", "typeof token === \"string\"",
])("the check lets %s be", (source) => {
  expect(comparedSecrets("x.ts", source)).toEqual([]);
});
