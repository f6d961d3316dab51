import { expect, test } from "vitest";
import { fakeServices } from "./testing/fake-services.ts";
import { testServer } from "./testing/test-server.ts";

const letter = { bank: "b", mail: "m", kind: "approvals-wait", files: 3, email: "anna<b>@bank.example", language: "fr", at: 0, sentAt: 0 } as const;
const ask = async (over: Parameters<typeof testServer>[0], options: { readonly remoteAddress?: string; readonly host?: string; readonly language?: string } = {}) => {
  const { app } = await testServer(over, fakeServices({ mailbox: async () => [letter] }));
  return await app.inject({ url: "/demonstration/mailbox", remoteAddress: options.remoteAddress ?? "127.0.0.1", headers: { host: options.host ?? "127.0.0.1:8787", "accept-language": options.language ?? "fr" } });
};

test("[ML5] a demonstration shows what it would have sent, as text, in the language of each letter", async () => {
  const answer = await ask({});
  expect([answer.statusCode, answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([200, "text/html; charset=utf-8", "no-store"]);
  expect(answer.body).toMatch(/<html lang="fr">.*<article lang="fr"><h2>Guichet.: des dossiers attendent d’être approuvés<\/h2>/su);
  expect(answer.body).toContain("anna&lt;b&gt;@bank.example");
  expect(answer.body).not.toMatch(/<script|<b>|https?:/);
  expect((await ask({}, { language: "en-GB" })).body).toContain("Mailbox of the demonstration");
});

test("[ML5] from elsewhere than this machine, by another name, or outside a demonstration, there is no such address", async () => {
  expect((await ask({}, { remoteAddress: "10.0.0.7" })).statusCode).toBe(404);
  expect((await ask({}, { host: "guichet.bank.example" })).statusCode).toBe(404);
  expect((await ask({ accounts: undefined })).statusCode).toBe(404);
});
