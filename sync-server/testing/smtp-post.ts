import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { TestAuthority } from "../attestation/testing/test-certificates.ts";

/** A letter as it came over the wire, and over what. */
export type Arrived = { readonly to: readonly string[]; readonly raw: string; readonly secure: boolean; readonly user: string | undefined };
export type Post = { readonly port: number; readonly arrived: readonly Arrived[]; readonly next: () => Promise<Arrived>; readonly close: () => Promise<void> };

/** A real SMTP server on this machine. It refuses whoever is called `nobody` for good, and `later` for now. */
export async function openPost(authority: TestAuthority | undefined, options: SMTPServerOptions = {}): Promise<Post> {
  const arrived: Arrived[] = [];
  const waiting: ((letter: Arrived) => void)[] = [];
  const identity = authority === undefined ? undefined : await authority.issue("localhost");
  const server = new SMTPServer({
    ...(identity === undefined ? { disabledCommands: ["STARTTLS", "AUTH"] } : { cert: identity.certificate, key: identity.key }),
    authOptional: true, logger: false,
    onAuth: ({ username, password }, _session, answer) => (password === "right" ? answer(null, { user: username ?? "" }) : answer(Object.assign(new Error("no"), { responseCode: 535 }))),
    onRcptTo: ({ address }, _session, answer) => {
      const code = address.startsWith("nobody@") ? 550 : address.startsWith("later@") ? 451 : undefined;
      return code === undefined ? answer() : answer(Object.assign(new Error("refused here"), { responseCode: code }));
    },
    onData: (stream, { envelope, secure, user }, answer) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => void pieces.push(piece)).on("end", () => {
        const letter = { to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(pieces).toString("utf8"), secure, user };
        arrived.push(letter);
        answer();
        waiting.splice(0).forEach((tell) => tell(letter));
      });
    },
    ...options,
  });
  server.on("error", () => {}); // a client that goes away in the handshake, which is what some tests are about
  const listening = await new Promise<AddressInfo | string | null>((resolve) => {
    const inner = server.listen(0, "127.0.0.1", () => resolve(inner.address()));
  });
  if (listening === null || typeof listening === "string") throw new Error("it does not listen");
  return {
    port: listening.port, arrived,
    next: () => new Promise((resolve) => { waiting.push(resolve); }),
    close: () => new Promise((resolve) => { server.close(() => resolve()); }),
  };
}
