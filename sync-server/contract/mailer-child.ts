import { readFileSync } from "node:fs";
import { createMailer } from "../domain/mail/create-mailer.ts";
import { openPgliteStore } from "../store/open-store.ts";
import { carryBySmtp, type SmtpSettings } from "../mail/carry-by-smtp.ts";

/** What the kill test hands to the process that it will kill. */
export type MailOrder = { readonly folder: string; readonly smtp: SmtpSettings };

/** A server that hands one letter over and is then stuck: it is killed before it can write down that it did. */
const { folder, smtp } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as MailOrder;
const store = await openPgliteStore({ folder });
const carry = carryBySmtp(smtp);
setInterval(() => {}, 1_000);
const mailer = createMailer({
  store, waitingDays: 3, now: Date.now, onError: () => {}, onDead: () => {},
  carry: async (letter) => {
    await carry(letter);
    process.stdout.write("carried\n");
    await new Promise(() => {});
  },
});
await mailer.run();
