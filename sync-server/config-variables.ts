import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const perMinute = z.coerce.number().int().min(1).max(10_000_000);
const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");
const list = z.string().transform((text) => text.split(",").map((part) => part.trim()).filter((part) => part !== ""));
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const headerList = z.string().transform((text, issues): Readonly<Record<string, string>> => {
  const pairs = text.split(",").map((part) => part.trim()).filter((part) => part !== "").map((part) => /^([A-Za-z0-9-]+)=([\x21-\x7e]+)$/.exec(part));
  if (pairs.some((pair) => pair === null)) issues.addIssue("not a list of NAME=VALUE");
  return Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] === undefined || pair[2] === undefined ? [] : [[pair[1].toLowerCase(), pair[2]]])));
});
const origin = httpUrl.refine((url) => new URL(url).origin === url);

/** Every variable the server reads. The description is the documentation: docs/server.md is checked against it. */
export const variables = z.object({
  GUICHET_HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on. Beyond this machine, with TLS of its own (GUICHET_TLS_CERT_FILE) or behind a proxy that speaks HTTPS."),
  GUICHET_PORT: port.default(8787).describe("Port to listen on; 0 takes a free one, told in the first line of the log."),
  GUICHET_PUBLIC_URL: httpUrl.optional().describe("Address by which clients reach the server, when it is not the one it listens on. With `https`, browsers are told to use nothing else (HSTS)."),
  GUICHET_DATA: z.string().min(1).default(".guichet/server").describe("Folder of what this server keeps: the embedded store, the demonstration's sign-in."),
  GUICHET_STORE: z.enum(["pglite", "postgres"]).default("pglite").describe("Where files are kept: `pglite`, embedded in GUICHET_DATA (survives a killed process, not a power cut), or `postgres`."),
  GUICHET_PG_URL: z.string().regex(/^postgres(ql)?:\/\//).optional().describe("PostgreSQL, with its TLS options (`sslmode=verify-full&sslrootcert=FILE`), which production beyond this machine has to give. Needed when GUICHET_STORE is `postgres`."),
  GUICHET_PG_DIRECT_URL: z.string().regex(/^postgres(ql)?:\/\//).optional().describe("PostgreSQL itself, where GUICHET_PG_URL leads to a pooler in transaction mode (PgBouncer): migrations and news go there."),
  GUICHET_PG_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10).describe("Connections to PostgreSQL, at most."),
  GUICHET_DOCUMENTS: z.enum(["folder", "s3"]).default("folder").describe("Where contents of documents are kept: `folder`, in GUICHET_DATA, or `s3`."),
  GUICHET_S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).optional().describe("Bucket of whole documents (under `documents/`). Needed when GUICHET_DOCUMENTS is `s3`."),
  GUICHET_S3_PARTS_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).optional().describe("Bucket of parts on their way (under `parts/`), without a lock and with a rule that erases what stays some days. GUICHET_S3_BUCKET when not given."),
  GUICHET_S3_REGION: z.string().min(1).default("eu-west-3").describe("Region of the buckets."),
  GUICHET_S3_ENDPOINT: httpUrl.optional().describe("Another host than Amazon's that speaks S3: by https, or on this machine, in production. Keys come from where the SDK looks: role of the pod, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."),
  GUICHET_S3_DIRECT: flag.default(true).describe("`1`: bytes go straight between workstations and the bucket, by signed addresses. `0`: through this server, where workstations may not reach the bucket."),
  GUICHET_AUDIT_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).optional().describe("Bucket with object lock where the audit is anchored (under `anchors/`), in GUICHET_S3_REGION. Not given: a folder of GUICHET_DATA with the embedded store; with `postgres`, nothing is anchored, which is said at each start."),
  GUICHET_AUDIT_LOCK: z.enum(["compliance", "governance"]).default("compliance").describe("Lock of each anchor: `compliance`, which nobody shortens, or `governance`, which somebody with a right of its own may."),
  GUICHET_AUDIT_LOCK_DAYS: z.coerce.number().int().min(1).max(36_500).default(4_383).describe("Days that each anchor is locked. Twelve years is a hypothesis of ours (docs/security/audit.md), no time that a text sets."),
  GUICHET_DOCUMENT_DAY: z.coerce.number().int().min(10).max(100_000).default(500).describe("Megabytes (MiB) of documents that one person may send in a day."),
  GUICHET_RESERVATION_DAYS: z.coerce.number().int().min(1).max(3_650).optional().describe("Days after which a number that nobody used, neither approved nor disbursed, is given back by itself. No text sets one: without it, never."),
  GUICHET_RESERVATION_WARNING_DAYS: z.coerce.number().int().min(1).max(365).default(7).describe("Days before that during which workstations say so. Also the least time between the setting, or another one, and the first number that is given back."),
  GUICHET_ACCOUNTS_YEARS: z.union([z.literal("none"), z.coerce.number().int().min(1).max(50)]).default(10).describe("Years for which what proves the accounts is kept after the end of a loan, counted from the end of that year (c. com. L. 123-22, cited from memory: a hypothesis); `none` where the bank keeps its accounts elsewhere."),
  GUICHET_SECOND_WORD_HOURS: z.coerce.number().int().min(1).max(720).default(72).describe("Hours that the word of the first of two persons stands, where two are needed to end a workstation."),
  GUICHET_VITALS_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30).describe("Every so many seconds the vital figures are read from the store, for /metrics: workstations unseen, changes unsent, connections and locks of the database; every thirtieth time, loans disbursed and not declared (docs/observability.md)."),
  GUICHET_NIGHT_HOUR: z.coerce.number().int().min(0).max(23).default(3).describe("Hour of Paris from which what is done once a night is due, by one of several servers: the checks of consistency, and premiums for reports (docs/reporting.md). Missed, it is done when a server is back."),
  GUICHET_MAIL_HOST: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/).optional().describe("SMTP server that letters to the bank's people leave by ([docs/mail.md](mail.md)), as SES's own (`email-smtp.eu-west-3.amazonaws.com`). Without it none is sent, which is said at each start; a demonstration keeps them in its mailbox."),
  GUICHET_MAIL_PORT: port.default(587).describe("Its port: 465 for TLS from the first byte, any other for STARTTLS, which is demanded."),
  GUICHET_MAIL_FROM: z.email().optional().describe("Address that letters come from. Needed with GUICHET_MAIL_HOST."),
  GUICHET_MAIL_USER: z.string().min(1).optional().describe("Account at the SMTP server, where it asks for one."),
  GUICHET_MAIL_PASSWORD: z.string().min(1).optional().describe("Its password, from the secret manager: no file of settings holds it."),
  GUICHET_MAIL_CA: z.string().min(1).optional().describe("File of the authorities (PEM) that its certificate may be of, in place of those that Node knows."),
  GUICHET_MAIL_WAITING_DAYS: z.coerce.number().int().min(1).max(90).default(3).describe("Days that a registered file waits to be approved before its branch is reminded of it by letter."),
  GUICHET_OIDC_ISSUER: z.url().optional().describe("Identity provider: the exact `iss` of its tokens."),
  GUICHET_OIDC_AUDIENCE: z.string().min(1).optional().describe("`aud` that its access tokens must carry (style `standard`)."),
  GUICHET_OIDC_CLIENT_ID: z.string().min(1).optional().describe("Client that workstations sign in as; with style `cognito`, the `client_id` that tokens must carry."),
  GUICHET_OIDC_STYLE: z.enum(["standard", "cognito"]).optional().describe("`standard` (RFC 9068, `aud`) or `cognito` (`client_id` and `token_use`). `standard` by default."),
  GUICHET_OIDC_SCOPE: z.string().regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/).optional().describe("Scope that workstations ask for. `openid offline_access` by default; with style `cognito`, `openid`: Cognito refuses what it does not know, and gives a refresh token anyway."),
  GUICHET_OIDC_DEMANDED_SCOPE: list.optional().describe("What must stand in the scope of an access token, joined by commas. Nothing by default; with style `cognito`, `openid`: a token had without the sign-in pages does not bear it."),
  GUICHET_OIDC_RESOURCE: flag.optional().describe("Whether workstations ask for the audience as a resource indicator (RFC 8707). `1` by default; with style `cognito`, or for a provider that refuses it, `0`."),
  GUICHET_OIDC_ACR: list.optional().describe("The second factor demanded: values, joined by commas, one of which must stand in `acr` or `amr` of an access token (G3008 otherwise). Workstations ask for them as `acr_values`. Not with style `cognito`, whose pool demands it and whose tokens say nothing of it."),
  GUICHET_OIDC_JWKS: z.url().optional().describe("Address of the provider's keys, when its discovery document is not to be used."),
  GUICHET_OIDC_BANK: z.uuid().optional().describe("The only bank this provider speaks for; without it, the directory alone says who belongs where."),
  GUICHET_OIDC_ISSUERS: z.string().optional().describe("Several providers, as a JSON list of `{ issuer, audience, clientId, style?, scope?, demandedScope?, resource?, acr?, jwks?, bank? }`, in place of the ten variables above."),
  GUICHET_DIRECTORY: z.string().min(1).optional().describe("File of banks, branches and persons, imported at each start (see the `directory` command)."),
  GUICHET_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info").describe("What the log keeps. It never holds a token, a name, a company or an amount."),
  GUICHET_METRICS_TOKEN: z.string().min(16).optional().describe("Bearer token of /metrics. Without it the address does not exist, except in a demonstration."),
  GUICHET_TRUSTED_PROXIES: list.default([]).describe("Addresses or networks of the proxies whose X-Forwarded-For is believed, joined by commas."),
  GUICHET_RATE_PERSON: perMinute.default(1_200).describe("Requests a minute of one person."),
  GUICHET_RATE_DEVICE: perMinute.default(900).describe("Requests a minute of one workstation."),
  GUICHET_RATE_ADDRESS: perMinute.default(6_000).describe("Requests a minute of one network address without a valid token, and a sixth of it in ten seconds."),
  GUICHET_MAX_INSIDE: z.coerce.number().int().min(1).max(100_000).default(256).describe("Requests at work at once, beyond which the server asks clients to wait."),
  GUICHET_MAX_PERSON: z.coerce.number().int().min(1).max(10_000).default(16).describe("Requests at work at once of one person, beyond which she alone is told to wait (429)."),
  GUICHET_MAX_DEVICE: z.coerce.number().int().min(1).max(10_000).default(8).describe("The same of one workstation."),
  GUICHET_MAX_DOOR: z.coerce.number().int().min(2).max(100_000).default(128).describe("Requests at once of whom it is not known yet who they are, or not asked, beside GUICHET_MAX_INSIDE; half of them at most from one network address."),
  GUICHET_MAX_CONNECTIONS: z.coerce.number().int().min(16).max(1_000_000).default(16_384).describe("Open connections. One more ends the oldest that says nothing. Every workstation at work holds one for news."),
  GUICHET_VERIFICATION: z.string().min(1).optional().describe("Folder of the compiled page where anybody verifies a registration number, served at `/verification`. Not served when not given; a demonstration serves `build/out/verification` when it is there."),
  GUICHET_VERIFICATION_ORIGIN: origin.optional().describe("Origin of that page where it is served from elsewhere (`https://verification.DOMAIN`): the only one whose page may ask this server, and `POST /v1/verify` only."),
  GUICHET_RATE_VERIFICATION: perMinute.default(120).describe("Points a minute of one network address that verifies: a right question costs one, any other ten."),
  GUICHET_MAX_VERIFYING: z.coerce.number().int().min(1).max(256).default(32).describe("Verifications at work at once, beside GUICHET_MAX_INSIDE: strangers take no place of the banks'."),
  GUICHET_OTLP_ADDRESS: httpUrl.optional().describe("Collector that speaks OTLP over HTTP, without `/v1/…`: traces, measures and log lines are sent there besides. A vendor's own (Datadog's agent or intake) is one."),
  GUICHET_OTLP_HEADERS: headerList.default({}).describe("Sent with them, a secret: `NAME=VALUE`, joined by commas, as OTEL_EXPORTER_OTLP_HEADERS has them."),
  GUICHET_OTLP_TRACES: z.coerce.number().min(0).max(1).default(0.05).describe("Share of traces that are kept, from 0 to 1. By the trace's number: each server keeps the same ones."),
  GUICHET_SEAL_CERTIFICATE: z.string().min(1).optional().describe("File of the certificate that attestations are sealed with, and of those that vouch for it (PEM, its own first). Without it none is sealed; a demonstration makes itself one that nobody trusts."),
  GUICHET_SEAL_KEY: z.string().min(1).optional().describe("File of its key (PEM, PKCS#8, which may be encrypted): RSA of 2048 bits at least, or P-256. Needed with GUICHET_SEAL_CERTIFICATE."),
  GUICHET_SEAL_PASSPHRASE_FILE: z.string().min(1).optional().describe("File of the passphrase of that key, where it has one."),
  GUICHET_TLS_CERT_FILE: z.string().min(1).optional().describe("File of the certificate that the server itself listens with (TLS 1.2 and later), and of those that vouch for it (PEM, its own first). Read again every minute: a new one is shown to who connects from then on. Without it the server speaks HTTP."),
  GUICHET_TLS_KEY_FILE: z.string().min(1).optional().describe("File of its key (PEM, without a passphrase). Needed with GUICHET_TLS_CERT_FILE."),
  GUICHET_TLS_OWN: flag.default(false).describe("`1`: at each start the server makes itself a key and a certificate that nobody vouches for, and listens with it, in place of the two files: for a balancer that encrypts and verifies no certificate."),
  GUICHET_LEAVE_SECONDS: z.coerce.number().min(0).max(300).default(0).describe("After SIGTERM, how long `/readyz` says no while requests are still served: what stands in front needs that long to turn away."),
  GUICHET_DEMONSTRATION: flag.default(false).describe("`1` for a demonstration: invented banks and people, published password, chosen date, watermark. Decided when the store is created, for ever."),
  GUICHET_DEMONSTRATION_ANYWHERE: flag.optional().describe("`1` lets a demonstration listen beyond this machine. Its password is public."),
  GUICHET_DEMONSTRATION_SECOND_FACTOR: flag.optional().describe("`1`: the demonstration's sign-in asks for a second factor (TOTP, RFC 6238), and the centre demands it. Its secret is public."),
  GUICHET_DEMONSTRATION_ISSUER: httpUrl.optional().describe("Address of another server of the same demonstration, whose sign-in this one uses in place of its own."),
});
export type Variables = z.infer<typeof variables>;

/** Rows of the table in docs/server.md: name, default, meaning. */
export function describeVariables(): string {
  const rows = Object.entries(variables.shape).map(([name, gate]) => `| \`${name}\` | ${defaultOf(gate)} | ${gate.description ?? ""} |`);
  return ["| Variable | Default | Meaning |", "|---|---|---|", ...rows].join("\n");
}

function defaultOf(gate: z.ZodType): string {
  const value = gate.safeParse(undefined);
  if (!value.success || value.data === undefined) return "";
  if (Array.isArray(value.data)) return "none";
  return value.data === false ? "`0`" : `\`${JSON.stringify(value.data).replaceAll('"', "")}\``;
}
