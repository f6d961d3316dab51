import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeVariables } from "./config-variables.ts";
import { parseConfig } from "./config.ts";

const oidc = { GUICHET_OIDC_ISSUER: "https://login.example", GUICHET_OIDC_AUDIENCE: "guichet", GUICHET_OIDC_CLIENT_ID: "desk" };

test("a demonstration needs one variable", () => {
  const config = parseConfig({ GUICHET_DEMONSTRATION: "1" });
  expect(config).toMatchObject({ ok: true, value: { host: "127.0.0.1", port: 8787, store: { kind: "pglite" }, identity: { kind: "demonstration" } } });
});

test("production reads its identity provider, or several as a list", () => {
  expect(parseConfig(oidc)).toMatchObject({ ok: true, value: { identity: { kind: "production", issuers: [{ issuer: "https://login.example", style: "standard" }] } } });
  const list = JSON.stringify([{ issuer: "https://a.example", audience: "x", clientId: "y", style: "cognito", bank: "de300000-0000-4000-8000-00000000000a" }]);
  expect(parseConfig({ GUICHET_OIDC_ISSUERS: list })).toMatchObject({ ok: true, value: { identity: { issuers: [{ style: "cognito", bank: "de300000-0000-4000-8000-00000000000a" }] } } });
  expect(parseConfig({ ...oidc, GUICHET_OIDC_AUDIENCE: "", GUICHET_OIDC_STYLE: "cognito" })).toMatchObject({ ok: true, value: { identity: { issuers: [{ audience: "desk" }] } } });
});

test("what workstations ask of a provider follows its style, unless it is said", () => {
  const asked = (env: Record<string, string>) => {
    const config = parseConfig({ ...oidc, ...env });
    return config.ok && config.value.identity.kind === "production" ? config.value.identity.issuers[0] : undefined;
  };
  expect(asked({})).toMatchObject({ scope: "openid offline_access", asksResource: true, demandedScope: [], acr: [] });
  expect(asked({ GUICHET_OIDC_STYLE: "cognito" })).toMatchObject({ scope: "openid", asksResource: false, demandedScope: ["openid"], acr: [] });
  expect(asked({ GUICHET_OIDC_STYLE: "cognito", GUICHET_OIDC_SCOPE: "api/desk" })).toMatchObject({ scope: "api/desk", demandedScope: [] });
  expect(asked({ GUICHET_OIDC_DEMANDED_SCOPE: "desk, files" })).toMatchObject({ demandedScope: ["desk", "files"] });
  expect(asked({ GUICHET_OIDC_SCOPE: "openid api/desk", GUICHET_OIDC_RESOURCE: "0", GUICHET_OIDC_ACR: "phr, mfa" })).toMatchObject({ scope: "openid api/desk", asksResource: false, acr: ["phr", "mfa"] });
});

test("letters are off without a server for them; with one, each thing that is missing or too much is named", () => {
  const given = (env: Record<string, string>) => {
    const config = parseConfig({ ...oidc, ...env });
    return config.ok ? config.value.mail : config.error.message;
  };
  const host = { GUICHET_MAIL_HOST: "smtp.bank.example" };
  expect(given({})).toBeUndefined();
  expect(given({ ...host, GUICHET_MAIL_FROM: "centre@bank.example", GUICHET_MAIL_USER: "u", GUICHET_MAIL_PASSWORD: "only-for-this-test" })).toEqual({ host: "smtp.bank.example", port: 587, from: "centre@bank.example", user: "u", password: "only-for-this-test", caFile: undefined });
  expect(given(host)).toContain("GUICHET_MAIL_FROM");
  expect(given({ GUICHET_MAIL_FROM: "centre@bank.example" })).toContain("GUICHET_MAIL_HOST only");
  expect(given({ ...host, GUICHET_MAIL_FROM: "centre@bank.example", GUICHET_MAIL_USER: "u" })).toContain("GUICHET_MAIL_PASSWORD");
  const demonstration = parseConfig({ GUICHET_DEMONSTRATION: "1", ...host, GUICHET_MAIL_FROM: "centre@bank.example" });
  expect(demonstration.ok ? "taken" : demonstration.error.message).toContain("mailbox");
});

const clearText = [
  "postgres://u:p@db.example/g", "postgres://u:p@10.0.0.5:5432/g", "postgres://u:p@db.example/g?sslmode=require", "postgres://u:p@db.example/g?sslmode=no-verify", "postgres://u:p@db.example/g?sslmode=disable",
  "postgres://u:p@db.example/g?ssl=true", "postgres://u:p@db.example/g?sslmode=verify-full&sslmode=disable", "postgres://u:p@127.0.0.1/g?host=db.example", "postgres://u:p@localhost.example/g", "postgres:///g",
];
test("a production server's PostgreSQL is on this machine, or proves who it is; a demonstration's is anywhere", () => {
  const taken = (env: Record<string, string>) => parseConfig({ GUICHET_STORE: "postgres", ...env }).ok;
  for (const url of ["postgres://u:p@127.0.0.1:5432/g", "postgres://u:p@localhost/g", "postgres://u:p@[::1]/g", "postgres:///g?host=/run/postgresql", "postgres://u:p@%2Frun%2Fpostgresql/g", "postgres://u:p@db.example/g?sslmode=verify-full", "postgresql://u:p@db.example/g?sslmode=verify-full&sslrootcert=/etc/ca.pem"])
    expect([url, taken({ ...oidc, GUICHET_PG_URL: url })]).toEqual([url, true]);
  for (const url of clearText) expect([url, taken({ GUICHET_DEMONSTRATION: "1", GUICHET_PG_URL: url })]).toEqual([url, true]);
});

const faults: readonly (readonly [env: Record<string, string>, names: string])[] = [
  [{}, "GUICHET_OIDC_ISSUER"],
  [{ ...oidc, GUICHET_PORT: "99999" }, "GUICHET_PORT"],
  [{ ...oidc, GUICHET_PORT: "http" }, "GUICHET_PORT"],
  [{ ...oidc, GUICHET_STORE: "mysql" }, "GUICHET_STORE"],
  [{ ...oidc, GUICHET_STORE: "postgres" }, "GUICHET_PG_URL"],
  [{ ...oidc, GUICHET_PG_URL: "mysql://x" }, "GUICHET_PG_URL"],
  ...clearText.map((url) => [{ ...oidc, GUICHET_STORE: "postgres", GUICHET_PG_URL: url }, "GUICHET_PG_URL"] as const),
  [{ ...oidc, GUICHET_STORE: "postgres", GUICHET_PG_URL: "postgres://u:p@127.0.0.1/g", GUICHET_PG_DIRECT_URL: "postgres://u:p@db.example/g" }, "GUICHET_PG_DIRECT_URL"],
  [{ ...oidc, GUICHET_OIDC_AUDIENCE: "" }, "GUICHET_OIDC_AUDIENCE"],
  [{ ...oidc, GUICHET_OIDC_ISSUER: "http://login.example" }, "GUICHET_OIDC_ISSUER"],
  [{ ...oidc, GUICHET_OIDC_JWKS: "http://login.example/keys" }, "GUICHET_OIDC_JWKS"],
  [{ GUICHET_OIDC_ISSUERS: JSON.stringify([{ issuer: "http://a.example", audience: "x", clientId: "y" }]) }, "GUICHET_OIDC_ISSUERS"],
  [{ ...oidc, GUICHET_OIDC_BANK: "armor" }, "GUICHET_OIDC_BANK"],
  [{ GUICHET_OIDC_ISSUERS: "[{" }, "GUICHET_OIDC_ISSUERS"],
  [{ ...oidc, GUICHET_OTLP_ADDRESS: "http://collector.example:4318", GUICHET_OTLP_HEADERS: "dd-api-key=abc" }, "GUICHET_OTLP_ADDRESS"],
  [{ ...oidc, GUICHET_OTLP_ADDRESS: "https://collector.example", GUICHET_OTLP_HEADERS: "no pair" }, "GUICHET_OTLP_HEADERS"],
  [{ ...oidc, GUICHET_OTLP_TRACES: "1.5" }, "GUICHET_OTLP_TRACES"],
  [{ ...oidc, GUICHET_OIDC_SCOPE: "openid  offline_access" }, "GUICHET_OIDC_SCOPE"],
  [{ ...oidc, GUICHET_OIDC_STYLE: "cognito", GUICHET_OIDC_ACR: "mfa" }, "GUICHET_OIDC_ACR"],
  [{ GUICHET_OIDC_ISSUERS: JSON.stringify([{ issuer: "https://a.example", audience: "x", clientId: "y", style: "cognito", acr: ["mfa"] }]) }, "GUICHET_OIDC_ISSUERS"],
  [{ ...oidc, GUICHET_DEMONSTRATION_SECOND_FACTOR: "1" }, "GUICHET_DEMONSTRATION_SECOND_FACTOR"],
  [{ ...oidc, GUICHET_DOCUMENTS: "s3" }, "GUICHET_S3_BUCKET"],
  [{ ...oidc, GUICHET_AUDIT_BUCKET: "Audit" }, "GUICHET_AUDIT_BUCKET"],
  [{ ...oidc, GUICHET_AUDIT_LOCK_DAYS: "0" }, "GUICHET_AUDIT_LOCK_DAYS"],
  [{ ...oidc, GUICHET_METRICS_TOKEN: "short" }, "GUICHET_METRICS_TOKEN"],
  [{ ...oidc, GUICHET_VERIFICATION_ORIGIN: "https://verification.example/page" }, "GUICHET_VERIFICATION_ORIGIN"],
  [{ ...oidc, GUICHET_VERIFICATION_ORIGIN: "*" }, "GUICHET_VERIFICATION_ORIGIN"],
  [{ ...oidc, GUICHET_MAX_VERIFYING: "0" }, "GUICHET_MAX_VERIFYING"],
  [{ ...oidc, GUICHET_SEAL_CERTIFICATE: "chain.pem" }, "GUICHET_SEAL_KEY"],
  [{ ...oidc, GUICHET_SEAL_KEY: "key.pem" }, "GUICHET_SEAL_KEY"],
  [{ ...oidc, GUICHET_SEAL_PASSPHRASE_FILE: "words" }, "GUICHET_SEAL_PASSPHRASE_FILE"],
  [{ ...oidc, GUICHET_SEAL_CERTIFICATE: "chain.pem", GUICHET_SEAL_KEY: "key.pem" }, "GUICHET_VERIFICATION"],
  [{ ...oidc, GUICHET_SEAL_CERTIFICATE: "chain.pem", GUICHET_SEAL_KEY: "key.pem", GUICHET_VERIFICATION: "page" }, "GUICHET_PUBLIC_URL"],
  [{ ...oidc, GUICHET_DEMONSTRATION_ANYWHERE: "1" }, "GUICHET_DEMONSTRATION_ANYWHERE"],
  [{ ...oidc, GUICHET_DEMONSTRATION_ISSUER: "http://127.0.0.1:1" }, "GUICHET_DEMONSTRATION_ISSUER"],
  [{ ...oidc, GUICHET_DEMONSTRATION: "1" }, "GUICHET_OIDC_ISSUER"],
  [{ GUICHET_DEMONSTRATION: "yes" }, "GUICHET_DEMONSTRATION"],
  [{ GUICHET_DEMONSTRATION: "1", GUICHET_HOST: "0.0.0.0" }, "GUICHET_HOST"],
];
test.each(faults)("%o is refused in one sentence a language that begins with the variable to mend", (env, name) => {
  const config = parseConfig(env);
  if (config.ok) throw new Error("taken");
  for (const sentence of [config.error.fr, config.error.message]) {
    expect(sentence.startsWith(`${name} `)).toBe(true);
    expect(sentence).not.toContain("\n");
  }
});

test("the verification page is served where its folder is named, and in a demonstration where it happens to be", () => {
  const pageOf = (env: Record<string, string>) => {
    const config = parseConfig(env);
    return config.ok ? config.value.verification : undefined;
  };
  expect(pageOf(oidc)).toMatchObject({ page: undefined, origin: undefined });
  expect(pageOf({ ...oidc, GUICHET_VERIFICATION: "/srv/page", GUICHET_VERIFICATION_ORIGIN: "https://verification.example/" })).toMatchObject({ page: { folder: "/srv/page", isAsked: true }, origin: "https://verification.example" });
  expect(pageOf({ GUICHET_DEMONSTRATION: "1" })?.page).toMatchObject({ isAsked: false });
});

test("the audit is anchored beside an embedded store, in a bucket where one is named, and nowhere on PostgreSQL alone", () => {
  const anchorsOf = (env: Record<string, string>) => {
    const config = parseConfig({ ...oidc, ...env });
    return config.ok ? config.value.anchors : "refused";
  };
  expect(anchorsOf({ GUICHET_DATA: "/srv/guichet" })).toEqual({ kind: "folder", folder: "/srv/guichet/anchors" });
  const postgres = { GUICHET_STORE: "postgres", GUICHET_PG_URL: "postgres://127.0.0.1/guichet" };
  expect(anchorsOf(postgres)).toBeUndefined();
  expect(anchorsOf({ ...postgres, GUICHET_AUDIT_BUCKET: "audit" })).toEqual({ kind: "s3", bucket: "audit", region: "eu-west-3", endpoint: undefined, lock: "compliance", lockDays: 4_383 });
});

test("a value that is refused is not repeated: it may be a secret", () => {
  const config = parseConfig({ ...oidc, GUICHET_PG_URL: "pg://user:hunter2@host" });
  expect(JSON.stringify(config.ok ? "" : [config.error.fr, config.error.message])).not.toContain("hunter2");
});

test("a demonstration listens beyond this machine only when told to", () => {
  expect(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_HOST: "0.0.0.0", GUICHET_DEMONSTRATION_ANYWHERE: "1" }).ok).toBe(true);
  for (const host of ["127.0.0.1", "127.1.2.3", "localhost", "::1"]) expect(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_HOST: host }).ok).toBe(true);
});

test("every variable is documented, as the code says it", () => {
  const page = readFileSync(new URL("../docs/server.md", import.meta.url), "utf8");
  expect(page).toContain(describeVariables());
});

test("a server listens by TLS with two files, or with a certificate of its own, never with half or both", () => {
  const tlsOf = (env: Readonly<Record<string, string>>) => {
    const parsed = parseConfig({ GUICHET_DEMONSTRATION: "1", ...env });
    return parsed.ok ? parsed.value.tls : parsed.error.message;
  };
  expect(tlsOf({})).toBeUndefined();
  expect(tlsOf({ GUICHET_TLS_OWN: "1" })).toEqual({ kind: "own" });
  expect(tlsOf({ GUICHET_TLS_CERT_FILE: "/a/tls.crt", GUICHET_TLS_KEY_FILE: "/a/tls.key" })).toEqual({ kind: "files", certificate: "/a/tls.crt", key: "/a/tls.key" });
  expect(tlsOf({ GUICHET_TLS_CERT_FILE: "/a/tls.crt" })).toMatch(/^GUICHET_TLS_KEY_FILE is missing/);
  expect(tlsOf({ GUICHET_TLS_KEY_FILE: "/a/tls.key" })).toMatch(/^GUICHET_TLS_KEY_FILE goes with/);
  expect(tlsOf({ GUICHET_TLS_CERT_FILE: "/a/tls.crt", GUICHET_TLS_KEY_FILE: "/a/tls.key", GUICHET_TLS_OWN: "1" })).toMatch(/^GUICHET_TLS_OWN does not go/);
});

test("clients' documents go to no store in the clear, but on this machine or in a demonstration", () => {
  const production = { GUICHET_OIDC_ISSUER: "https://login.example", GUICHET_OIDC_AUDIENCE: "a", GUICHET_OIDC_CLIENT_ID: "b" };
  const told = (env: Readonly<Record<string, string>>): string => {
    const parsed = parseConfig({ GUICHET_DOCUMENTS: "s3", GUICHET_S3_BUCKET: "documents", ...env });
    return parsed.ok ? "taken" : parsed.error.message;
  };
  expect(told({ ...production, GUICHET_S3_ENDPOINT: "http://objects.bank.example" })).toMatch(/^GUICHET_S3_ENDPOINT is an http address/);
  for (const address of ["https://objects.bank.example", "http://127.0.0.1:9000"]) expect(told({ ...production, GUICHET_S3_ENDPOINT: address })).toBe("taken");
  expect(told({ GUICHET_DEMONSTRATION: "1", GUICHET_S3_ENDPOINT: "http://objects:9000" })).toBe("taken");
});
