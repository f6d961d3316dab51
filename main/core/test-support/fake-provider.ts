import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** An identity provider as small as the flow allows: a form, a code bound to its challenge, rotating refresh tokens. */
export type FakeProvider = {
  /** True when the request was the provider's. */
  readonly answer: (request: IncomingMessage, body: string, response: ServerResponse) => boolean;
  /** Login of a token, while it is valid. */
  readonly whoHas: (authorization: string | undefined) => string | undefined;
  /** Every access token given so far is over. */
  readonly expireAccess: () => void;
  /** No refresh token is taken any more. */
  readonly revoke: () => void;
  readonly refreshes: () => number;
};

export function createFakeProvider(address: () => string, password: string): FakeProvider {
  const codes = new Map<string, { readonly login: string; readonly challenge: string; readonly nonce: string; readonly redirect: string }>();
  const access = new Map<string, string>();
  const refresh = new Map<string, string>();
  let refreshed = 0;

  const json = (response: ServerResponse, status: number, value: unknown): void => {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(value));
  };
  function give(response: ServerResponse, login: string, nonce?: string): void {
    const [token, again] = [randomUUID(), randomUUID()];
    access.set(token, login);
    refresh.set(again, login);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: `${address()}/oidc`, aud: "guichet-desktop", sub: login, iat: now, exp: now + 600, ...(nonce === undefined ? {} : { nonce }) };
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    // Over a direct line to the token endpoint, the client checks the claims; the signature is not looked at.
    const idToken = `${part({ alg: "RS256" })}.${part(claims)}.${part("unsigned")}`;
    json(response, 200, { access_token: token, refresh_token: again, token_type: "bearer", expires_in: 600, id_token: idToken });
  }
  function token(body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    if (form.get("grant_type") === "refresh_token") {
      const login = refresh.get(form.get("refresh_token") ?? "");
      refresh.delete(form.get("refresh_token") ?? "");
      refreshed += 1;
      return login === undefined ? json(response, 400, { error: "invalid_grant" }) : give(response, login);
    }
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const proof = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    if (code === undefined || proof !== code.challenge || form.get("redirect_uri") !== code.redirect) return json(response, 400, { error: "invalid_grant" });
    give(response, code.login, code.nonce);
  }
  function authorize(url: URL, method: string, body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    if (method === "GET" || form.get("password") !== password) {
      response.writeHead(method === "GET" ? 200 : 401, { "content-type": "text/html", "set-cookie": "seen=1; Path=/oidc; HttpOnly" });
      response.end(`<form method="post"><input name="login"><input name="password" type="password"><button type="submit">Entrer</button></form>`);
      return;
    }
    const redirect = url.searchParams.get("redirect_uri") ?? "";
    const code = randomUUID();
    codes.set(code, { login: form.get("login") ?? "", challenge: url.searchParams.get("code_challenge") ?? "", nonce: url.searchParams.get("nonce") ?? "", redirect });
    const back = new URL(redirect);
    back.searchParams.set("code", code);
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    back.searchParams.set("iss", `${address()}/oidc`);
    response.writeHead(303, { location: back.href }).end();
  }

  return {
    answer: (request, body, response) => {
      const url = new URL(request.url ?? "/", address());
      switch (url.pathname) {
        case "/oidc/.well-known/openid-configuration": {
          const issuer = `${address()}/oidc`;
          json(response, 200, {
            issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ["code"],
            subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"], code_challenge_methods_supported: ["S256"], authorization_response_iss_parameter_supported: true,
          });
          return true;
        }
        case "/oidc/auth": authorize(url, request.method ?? "GET", body, response); return true;
        case "/oidc/token": token(body, response); return true;
        default: return false;
      }
    },
    whoHas: (authorization) => access.get((authorization ?? "").replace(/^Bearer /, "")),
    expireAccess: () => access.clear(),
    revoke: () => {
      access.clear();
      refresh.clear();
    },
    refreshes: () => refreshed,
  };
}
