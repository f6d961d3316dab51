import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestAuthority, type TestAuthority } from "../attestation/testing/test-certificates.ts";
import { NotCarried } from "../domain/mail/create-mailer.ts";
import { carryBySmtp, type SmtpSettings } from "../mail/carry-by-smtp.ts";
import { openPost, type Post } from "../testing/smtp-post.ts";

let authority: TestAuthority;
let post: Post;
beforeAll(async () => {
  authority = await createTestAuthority();
  post = await openPost(authority);
});
afterAll(async () => await post.close());

const settings = (over: Partial<SmtpSettings> = {}): SmtpSettings => ({ host: "localhost", port: post.port, user: "guichet", password: "right", from: "centre@guichet.example", ca: authority.certificate, ...over });
const letter = { id: "0198f000-0000-7000-8000-000000000001", to: "anna@bank.example", subject: "Guichet : été", text: "Bonjour,\n\nÉté." };
const outcome = async (over: Partial<SmtpSettings>, of: Partial<typeof letter> = {}): Promise<unknown> =>
  await carryBySmtp(settings(over))({ ...letter, ...of }).then(() => "sent", (error: unknown) => (error instanceof NotCarried ? [error.why, error.forGood] : error));

test("[ML3] a letter leaves under TLS, with the account, to one address, under a name that the letter itself makes", async () => {
  expect(await outcome({})).toBe("sent");
  const arrived = post.arrived.at(-1);
  expect(arrived).toMatchObject({ to: ["anna@bank.example"], secure: true, user: "guichet" });
  expect(arrived?.raw).toMatch(/^Message-ID: <0198f000-0000-7000-8000-000000000001@guichet\.example>\r$/m);
  expect(arrived?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(arrived?.raw).not.toMatch(/text\/html|multipart/);
});

test("[ML4] a recipient that is refused is given up; a server that is busy, a wrong password and one that is away are tried again", async () => {
  expect(await outcome({}, { to: "nobody@bank.example" })).toEqual(["EENVELOPE-550", true]);
  expect(await outcome({}, { to: "later@bank.example" })).toEqual(["EENVELOPE-451", false]);
  expect(await outcome({ password: "wrong" })).toEqual(["EAUTH-535", false]);
  expect(await outcome({ port: 1 })).toEqual([expect.stringMatching(/^E[A-Z]+$/), false]);
});

test("[ML6] a server without TLS, or whose certificate is of another authority or name, is told no letter", async () => {
  const bare = await openPost(undefined);
  expect(await outcome({ port: bare.port, user: undefined, password: undefined })).toEqual([expect.stringMatching(/^E/), false]);
  await bare.close();
  const before = post.arrived.length;
  expect(await outcome({ ca: (await createTestAuthority("Somebody else")).certificate })).toEqual([expect.stringMatching(/^E/), false]);
  expect(await outcome({ host: "127.0.0.1" })).toEqual([expect.stringMatching(/^E/), false]);
  expect([bare.arrived.length, post.arrived.length]).toEqual([0, before]);
});

test("[ML6] an address is one address, whatever is in it: no second recipient, no header of somebody else's making", async () => {
  const before = post.arrived.length;
  await outcome({}, { to: "anna@bank.example, eve@elsewhere.example" });
  await outcome({}, { to: "anna@bank.example\r\nBcc: eve@elsewhere.example" });
  await outcome({}, { subject: "Guichet\r\nBcc: eve@elsewhere.example" });
  expect(post.arrived.length).toBeGreaterThan(before);
  for (const arrived of post.arrived.slice(before)) {
    expect(arrived.to).toHaveLength(1);
    expect(arrived.raw).not.toMatch(/^Bcc:/im);
  }
});
