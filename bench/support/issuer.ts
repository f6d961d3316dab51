import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An identity provider reduced to its keys: the centre verifies its tokens as it would any bank's. */
export type Issuer = { readonly url: string; readonly audience: string; readonly token: (subject: string) => Promise<string>; readonly close: () => Promise<void> };

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "bench", alg: "RS256", use: "sig" }] });
  const server = createServer((_request, response) => response.setHeader("content-type", "application/json").end(jwks));
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.address() as AddressInfo; // listening on TCP
  const url = `http://127.0.0.1:${port}`;
  const audience = "guichet-bench";
  return {
    url, audience,
    token: (subject) => new SignJWT({}).setProtectedHeader({ alg: "RS256", kid: "bench", typ: "at+jwt" }).setIssuer(url).setSubject(subject).setAudience(audience).setIssuedAt().setExpirationTime("2h").sign(privateKey),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
