import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestAuthority } from "../attestation/testing/test-certificates.ts";
import { createMailer } from "../domain/mail/create-mailer.ts";
import { openPgliteStore } from "../store/open-store.ts";
import { approving, decidePolicy } from "../testing/approving-bank.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { carryBySmtp } from "../mail/carry-by-smtp.ts";
import type { MailOrder } from "./mailer-child.ts";
import { openPost, type Post } from "../testing/smtp-post.ts";

let [folder, post]: [string, Post | undefined] = ["", undefined];
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "guichet-mail-")); });
afterAll(async () => {
  await post?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("[ML3] killed between the sending and the note of it: the letter is not lost, comes a second time under the same Message-ID, and no third", async () => {
  const authority = await createTestAuthority();
  post = await openPost(authority);
  const order: MailOrder = { folder, smtp: { host: "localhost", port: post.port, user: undefined, password: undefined, from: "centre@guichet.example", ca: authority.certificate } };
  const plain = approving(false);
  const directory = { ...plain, banks: plain.banks.map((bank) => ({ ...bank, persons: bank.persons.map((person) => (person.name === "root" ? { ...person, email: "root@bank.example" } : person)) })) };
  const store = await openPgliteStore({ folder });
  const world = await createSmallWorld(store, { directory });
  await decidePolicy(store, directory, { approveWorkstations: true });
  await store.setMail(true, 0);
  await world.workstation("marie");
  await world.services.close();

  writeFileSync(join(folder, "order.json"), JSON.stringify(order));
  const child = spawn(process.execPath, [join(import.meta.dirname, "mailer-child.ts"), join(folder, "order.json")], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => { child.stdout.once("data", resolve); });
  child.kill("SIGKILL");
  await new Promise((resolve) => { child.once("close", resolve); });
  expect(post.arrived).toHaveLength(1);

  const again = await openPgliteStore({ folder });
  let at = Date.now();
  const mailer = createMailer({ store: again, carry: carryBySmtp(order.smtp), waitingDays: 3, now: () => at, onError: () => {}, onDead: () => {} });
  await mailer.run();
  expect(post.arrived).toHaveLength(1); // its lease is not over
  for (let n = 0; n < 3; n += 1) {
    at += 6 * 60_000;
    await mailer.run();
  }
  const names = post.arrived.map(({ raw }) => /^Message-ID: (.+)\r$/m.exec(raw)?.[1]);
  expect([names.length, new Set(names).size]).toEqual([2, 1]);
  expect(await again.mailCounts()).toEqual({ waiting: 0, dead: 0, since: undefined });
  await mailer.stop();
  await again.close();
});
