import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { AUDIENCE } from "../../sync-server/identity/demonstration-provider/client.ts";

/** The sign-in of the day: a demonstration's servers are told that it is another server of theirs. It vouches for whoever the day names. */
export type TokenIssuer = { readonly url: string; readonly token: (subject: string) => Promise<string>; readonly close: () => Promise<void> };

const HOURS = "12h";

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("Ed25519");
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "day", alg: "Ed25519", use: "sig" }] });
  const server = createServer((request, response) => {
    const answer = request.url === "/oidc/jwks" ? jwks : request.url === "/oidc/.well-known/openid-configuration" ? JSON.stringify({ issuer: `${url}/oidc`, jwks_uri: `${url}/oidc/jwks` }) : undefined;
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" }).end(answer);
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP
  return {
    url,
    token: (subject) => new SignJWT({}).setProtectedHeader({ alg: "Ed25519", kid: "day", typ: "at+jwt" }).setIssuer(`${url}/oidc`).setSubject(subject).setAudience(AUDIENCE).setIssuedAt().setExpirationTime(HOURS).sign(privateKey),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
