import { createTransport } from "nodemailer";
import { NotCarried, type CarryMail } from "../domain/mail/create-mailer.ts";

export type SmtpSettings = {
  readonly host: string; readonly port: number; readonly user: string | undefined; readonly password: string | undefined;
  /** `centre@example.org`; letters come from it, and their Message-ID is of its domain. */
  readonly from: string;
  /** Authorities in place of those that Node knows, PEM. */
  readonly ca: string | undefined;
};

/** Port of a server that speaks TLS from its first byte; on any other, STARTTLS is demanded before anything is said. */
const TLS_PORT = 465;
const WAIT_MS = 20_000;

/** By SMTP over TLS, or not at all: SES's own endpoint, or a bank's relay. One connection a letter: they are few. */
export function carryBySmtp({ host, port, user, password, from, ca }: SmtpSettings): CarryMail {
  const domain = from.slice(from.indexOf("@") + 1);
  const transport = createTransport({
    host, port, secure: port === TLS_PORT, requireTLS: port !== TLS_PORT, tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS, disableFileAccess: true, disableUrlAccess: true,
  });
  return async ({ id, to, subject, text }) => {
    try {
      // To an object, never to a text that would be parsed: an address is one address.
      await transport.sendMail({ from: { name: "Guichet", address: from }, to: { name: "", address: to }, subject, text, messageId: `<${id}@${domain}>`, headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } });
    } catch (error) {
      throw notCarried(error);
    }
  };
}

/** A refusal of the recipient or of the letter itself (5xx) is for good; a wrong password or a server that is away is mended by somebody, and tried again. */
function notCarried(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "ESEND";
  const answered = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : undefined;
  return new NotCarried(answered === undefined ? code : `${code}-${answered}`, (code === "EENVELOPE" || code === "EMESSAGE") && answered !== undefined && answered >= 500);
}
