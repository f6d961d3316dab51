import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { z } from "zod";

export type TimeStampServer = { readonly address: string; readonly authority: string; readonly close: () => void };

const listening = z.object({ port: z.int() });

/** A time-stamping authority (RFC 3161) on this machine, by `openssl ts`, its certificate made on the spot. */
export async function startTimeStampServer(openssl: string, folder: string): Promise<TimeStampServer> {
  const at = (name: string): string => join(folder, name);
  const run = (...args: readonly string[]): void => void execFileSync(openssl, [...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  writeFileSync(at("tsa.cnf"), [
    "[tsa]", "default_tsa = this", "[this]", "serial = tsa.serial", "crypto_device = builtin", "signer_cert = tsa.pem", "certs = tsa.pem", "signer_key = tsa.key",
    "signer_digest = sha256", "default_policy = 1.2.3.4.1", "digests = sha256, sha384, sha512", "accuracy = secs:1", "ordering = no", "tsa_name = no", "ess_cert_id_chain = no", "",
  ].join("\n"));
  writeFileSync(at("tsa.serial"), "01\n");
  run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Guichet TEST TIME - NOT FOR RELEASE", "-addext", "extendedKeyUsage=critical,timeStamping", "-keyout", "tsa.key", "-out", "tsa.pem");
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      writeFileSync(at("query.tsq"), Buffer.concat(pieces));
      rmSync(at("reply.tsr"), { force: true });
      run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr");
      response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(readFileSync(at("reply.tsr")));
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { address: `http://127.0.0.1:${listening.parse(server.address()).port}/`, authority: at("tsa.pem"), close: () => void server.close() };
}
