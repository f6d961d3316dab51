import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isTest } from "../walls/rooms.ts";

const root = new URL("../../", import.meta.url);
const sources = globSync("{shared,paper,main,renderer,sync-server}/**/*.{ts,tsx}", { cwd: root }).map((file) => file.replaceAll("\\", "/")).filter((file) => !isTest(file) && !/(^|\/)testing[-/]|test-authority|vite\.config/.test(file)).toSorted();

/** The code alone: what a comment speaks of is not done. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "").replaceAll(/\s\/\/\s.*$/gm, "");
const filesWith = (pattern: RegExp): readonly string[] => sources.filter((file) => pattern.test(withoutComments(readFileSync(new URL(file, root), "utf8"))));

const HTML = /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\bsrcdoc\b/i;
const CODE = /\beval\(|new Function\b|\bnode:vm\b/;
const STORAGE = /\b(?:localStorage|sessionStorage|indexedDB)\b|document\.cookie|\bcaches\.open\b/;
const WEAK = /["'`](?:md5|sha-?1|des|rc4|aes-\d+-(?:ecb|cbc))["'`]|createHash\("(?:md5|sha1)"/i;
const BLIND = /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|ignore-certificate-errors|setCertificateVerifyProc/;
const MESSAGES = /new (?:WebSocket|RTCPeerConnection|SharedWorker|BroadcastChannel)\b|addEventListener\("message"|\bonmessage\b/;
const SHELL = /\bshell\s*:\s*true|\bexecSync\b/;

/** Each with a line that it must find, and the files that may do it, which say why themselves. */
const rules: readonly (readonly [string, RegExp, string, readonly string[]])[] = [
  ["makes HTML from text", HTML, "element.innerHTML = name", []],
  ["runs text as code", CODE, "eval(text)", []],
  ["keeps anything in a browser's storage", STORAGE, 'localStorage.setItem("siren", siren)', []],
  ["hashes or encrypts weakly", WEAK, 'createHash("md5")', []],
  ["takes a certificate unjudged", BLIND, "{ rejectUnauthorized: false }", []],
  ["hears messages of other windows, or opens a socket or a call", MESSAGES, 'window.addEventListener("message", hear)', []],
  ["gives a line to a shell", SHELL, "spawn(line, { shell: true })", []],
  ["takes chance that can be foretold, but to spread waits", /Math\.random/, "Math.random()", ["main/core/documents/open-documents.ts", "main/core/sync/engine.ts", "main/core/sync/follow-news.ts", "sync-server/http/error-answer.ts"]],
  ["makes a pattern of a text, but of constants", /new RegExp\(/, "new RegExp(typed)", ["main/core/session/drive-sign-in-form.ts", "shared/release/address.ts", "shared/release/version.ts"]],
];

describe("no source of the product", () => {
  test.each(rules)("%s", (_what, pattern, _planted, may) => {
    expect(filesWith(pattern)).toEqual(may);
  });

  test.each(rules)("the check notices whoever %s, and no comment", (_what, pattern, planted) => {
    expect(pattern.test(withoutComments(planted))).toBe(true);
    expect(pattern.test(withoutComments(`/** Never: ${planted} */\n  // ${planted}\n`))).toBe(false);
  });

  test("is passed over", () => {
    expect(sources.length).toBeGreaterThan(800);
  });
});
