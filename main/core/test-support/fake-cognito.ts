import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export const COGNITO_CLIENT = "3n4b5urk1ft4fl3mg5e62d9ado";
const POOL = "/eu-west-3_FakePool1";
const SCOPES = new Set(["openid", "email", "urn:guichet:api/desk"]);
/** RefreshTokenRotation with RetryGracePeriodSeconds, at its maximum. */
export const COGNITO_GRACE_MS = 60_000;

/**
 * An identity provider that differs from a standard one as Amazon Cognito does: refuses scopes that the client was not given and the resource indicator,
 * compares redirect addresses to the letter, sends no `iss` back; access tokens name the client in `client_id`, with `token_use` and `username`, and no
 * `aud`, `acr` or `amr`; a refresh token comes with any scope, turns, and is forgiven for a minute to whoever has it; no DPoP.
 */
export type FakeCognito = {
  readonly issuer: string;
  /** Subject of a user's tokens: nothing of her user name. */
  readonly subjectOf: (username: string) => string;
  /** What authorization requests asked, in order. */
  readonly asked: readonly URLSearchParams[];
  readonly revoked: () => number;
  readonly refreshes: () => number;
  /** Its clock runs ahead by as much. */
  readonly pass: (ms: number) => void;
  /** Access tokens are given for this long, s. */
  accessS: number;
  readonly close: () => Promise<void>;
};
type Family = { readonly username: string; readonly scope: string; readonly origin: string; isOver: boolean };
type Refresh = { readonly family: Family; usedAt?: number };
type Code = { readonly family: Family; readonly challenge: string; readonly redirect: string; readonly nonce: string };

export async function startFakeCognito(password: string, callbacks: readonly string[] = ["guichet://auth"]): Promise<FakeCognito> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomUUID();
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, Refresh>();
  const asked: URLSearchParams[] = [];
  const counts = { revoked: 0, refreshes: 0, aheadMs: 0 };
  const terms = { accessS: 3_600 };
  let url = "";
  const nowMs = (): number => Date.now() + counts.aheadMs;
  const subjectOf = (username: string): string => createHash("sha256").update(username).digest("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

  const json = (response: ServerResponse, status: number, value: unknown): void => void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = (claims: object): string => {
    const text = `${part({ alg: "RS256", kid })}.${part(claims)}`;
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
  };
  function give(response: ServerResponse, { username, scope, origin }: Family, refresh: string, nonce?: string): void {
    const iat = Math.floor(nowMs() / 1_000);
    const common = { sub: subjectOf(username), iss: url + POOL, origin_jti: origin, event_id: randomUUID(), auth_time: iat, iat, jti: randomUUID(), exp: iat + terms.accessS };
    const access = signed({ ...common, client_id: COGNITO_CLIENT, token_use: "access", scope, username });
    const idToken = signed({ ...common, aud: COGNITO_CLIENT, token_use: "id", "cognito:username": username, ...(nonce === undefined ? {} : { nonce }) });
    json(response, 200, { access_token: access, id_token: idToken, refresh_token: refresh, expires_in: terms.accessS, token_type: "Bearer" });
  }
  const newRefresh = (family: Family): string => {
    const token = randomUUID();
    refreshTokens.set(token, { family });
    return token;
  };
  function token(form: URLSearchParams, response: ServerResponse): void {
    if (form.get("client_id") !== COGNITO_CLIENT) return json(response, 400, { error: "invalid_client" });
    if (form.get("grant_type") === "refresh_token") {
      counts.refreshes += 1;
      const found = refreshTokens.get(form.get("refresh_token") ?? "");
      if (found === undefined || found.family.isOver || (found.usedAt !== undefined && nowMs() - found.usedAt > COGNITO_GRACE_MS)) return json(response, 400, { error: "invalid_grant" });
      found.usedAt ??= nowMs();
      return give(response, found.family, newRefresh(found.family));
    }
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const proof = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    if (code === undefined || proof !== code.challenge || form.get("redirect_uri") !== code.redirect) return json(response, 400, { error: "invalid_grant" });
    return give(response, code.family, newRefresh(code.family), code.nonce);
  }
  function authorize(query: URLSearchParams, method: string, body: string, response: ServerResponse): void {
    const redirect = query.get("redirect_uri") ?? "";
    if (!callbacks.includes(redirect) || query.get("client_id") !== COGNITO_CLIENT) return void response.writeHead(302, { location: `${url}/error?error=redirect_mismatch` }).end();
    const back = (answer: Readonly<Record<string, string>>): void => {
      const location = new URL(redirect);
      for (const [name, value] of Object.entries({ ...answer, state: query.get("state") ?? "" })) location.searchParams.set(name, value);
      response.writeHead(302, { location: location.href }).end();
    };
    if (method === "GET") asked.push(query);
    const scope = query.get("scope") ?? "";
    if (!scope.split(" ").every((each) => SCOPES.has(each))) return back({ error: "invalid_scope" });
    if (query.has("resource")) return back({ error: "invalid_request" });
    const form = new URLSearchParams(body);
    if (method === "GET" || form.get("password") !== password) {
      return void response.writeHead(200, { "content-type": "text/html" }).end('<form method="post"><input name="username"><input name="password" type="password"><button type="submit">Sign in</button></form>');
    }
    const code = randomUUID();
    codes.set(code, { family: { username: form.get("username") ?? "", scope, origin: randomUUID(), isOver: false }, challenge: query.get("code_challenge") ?? "", redirect, nonce: query.get("nonce") ?? "" });
    return back({ code });
  }
  function revoke(form: URLSearchParams, response: ServerResponse): void {
    counts.revoked += 1;
    const found = refreshTokens.get(form.get("token") ?? "");
    if (found !== undefined) found.family.isOver = true;
    response.writeHead(200).end();
  }
  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    switch (pathname) {
      case `${POOL}/.well-known/openid-configuration`:
        return json(response, 200, {
          issuer: url + POOL, authorization_endpoint: `${url}/oauth2/authorize`, token_endpoint: `${url}/oauth2/token`, revocation_endpoint: `${url}/oauth2/revoke`, end_session_endpoint: `${url}/logout`,
          jwks_uri: `${url}${POOL}/.well-known/jwks.json`, response_types_supported: ["code", "token"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"],
          scopes_supported: ["openid", "email", "phone", "profile"], token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
        });
      case `${POOL}/.well-known/jwks.json`: return json(response, 200, { keys: [{ ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" }] });
      case "/oauth2/authorize": return authorize(searchParams, request.method ?? "GET", body, response);
      case "/oauth2/token": return token(new URLSearchParams(body), response);
      case "/oauth2/revoke": return revoke(new URLSearchParams(body), response);
      default: return void response.writeHead(404).end();
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, Buffer.concat(chunks).toString("utf8"), response));
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const bound = server.address();
  url = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  return Object.assign(terms, {
    issuer: url + POOL, subjectOf, asked,
    revoked: () => counts.revoked, refreshes: () => counts.refreshes,
    pass: (ms: number) => void (counts.aheadMs += ms),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
