import { expect, test } from "vitest";
import { findSignInAddress, isSignInPage, isWindowUrl } from "./addresses.ts";

test("[DT10] a sign-in's answer is found among the words of a start, and nothing else is taken for one", () => {
  expect(findSignInAddress(["guichet.exe", "--flag", "guichet://auth?code=a&state=b"])).toBe("guichet://auth?code=a&state=b");
  expect(findSignInAddress(["guichet://auth/?code=a"])).toBe("guichet://auth/?code=a");
  for (const word of ["guichet://app/index.html", "guichet://auth.evil/?code=a", "guichet://author?x", "https://auth?code=a", "--guichet://auth", "guichet://auth/../app"]) expect([word, findSignInAddress([word])]).toEqual([word, undefined]);
});

test("[DT10] a link that is too long, or holds what no provider sends, is no sign-in's answer", () => {
  expect(findSignInAddress([`guichet://auth?code=${"a".repeat(8_000)}`])).toBeDefined();
  for (const word of [`guichet://auth?code=${"a".repeat(9_000)}`, "guichet://auth?code=a\u0000b", "guichet://auth?code=a\nb", "guichet://auth?code=\u202ea", "guichet://auth?code=é", " guichet://auth?code=a", "GUICHET://auth?code=a", "guichet://auth:1/?code=a", "guichet://a@auth?code=a", "guichet://auth#code=a"]) expect([word.slice(0, 40), findSignInAddress([word])]).toEqual([word.slice(0, 40), undefined]);
});

test("[DT10] only a page of the web, or of this computer, is opened outside", () => {
  for (const url of ["https://login.bank.example/authorize?x", "http://127.0.0.1:8787/oidc/auth"]) expect([url, isSignInPage(url)]).toEqual([url, true]);
  for (const url of ["http://login.bank.example/", "file:///etc/passwd", "javascript:alert(1)", "smb://x/y", "ms-settings:", "guichet://auth", "https://user:pass@x.example/", "", "calc.exe"]) expect([url, isSignInPage(url)]).toEqual([url, false]);
});

test("our window's address is ours to the slash", () => {
  expect([isWindowUrl("guichet://app/index.html"), isWindowUrl("guichet://app.evil/"), isWindowUrl("guichet://app"), isWindowUrl("https://app/")]).toEqual([true, false, false, false]);
});
