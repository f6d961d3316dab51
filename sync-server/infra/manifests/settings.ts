import { createHash } from "node:crypto";
import type { Variables } from "../../config-variables.ts";
import type { Workload } from "./workload.ts";

/** Where one of the server's variables comes from. `left`: to the server's own default, and why. */
export type Setting = { readonly from: "settings"; readonly value: string } | { readonly from: "secret" } | { readonly from: "left"; readonly why: string };
export type Settings = Readonly<Record<keyof Variables, Setting>>;

const value = (text: string | number): Setting => ({ from: "settings", value: String(text) });
const secret: Setting = { from: "secret" };
const left = (why: string): Setting => ({ from: "left", why });

/** Folder of the pod that may be written to; nothing in it has to outlive the pod. */
export const WRITABLE = "/var/lib/guichet";
/** Certificate of the database's authority, mounted from the ConfigMap `guichet-database-ca`. */
export const DATABASE_CA = "/etc/guichet/database-ca/ca.pem";

/** The compiled page of a verification, in the image (build/image/collect-server.ts). */
export const PAGE_FOLDER = "/app/verification";

/** Every variable the server documents, with its place: one that is added there does not compile here until it is decided. */
export function settingsOf({ port, publicUrl, identity, documents, trustedProxies, connections, verification, audit, tls }: Workload): Settings {
  const demonstration = left("a demonstration's doors are never opened here");
  const seal = left("files of whoever operates the centre, who mounts them: these templates hold no key");
  const mail = left("letters are off until somebody gives these servers an SMTP account at SES: docs/mail.md");
  const measured = left("the server's measured default");
  return {
    GUICHET_HOST: value("0.0.0.0"),
    GUICHET_PORT: value(port),
    GUICHET_PUBLIC_URL: value(publicUrl),
    GUICHET_DATA: value(WRITABLE),
    GUICHET_STORE: value("postgres"),
    GUICHET_PG_URL: secret,
    GUICHET_PG_DIRECT_URL: left("no pooler stands before the database"),
    GUICHET_PG_CONNECTIONS: value(connections),
    GUICHET_DOCUMENTS: value("s3"),
    GUICHET_S3_BUCKET: value(documents.bucket),
    GUICHET_S3_PARTS_BUCKET: value(documents.partsBucket),
    GUICHET_S3_REGION: documents.region === undefined ? left("the buckets are in Paris") : value(documents.region),
    GUICHET_S3_ENDPOINT: documents.endpoint === undefined ? left("Amazon's own address of S3") : value(documents.endpoint),
    GUICHET_S3_DIRECT: left("bytes go straight to the bucket"),
    GUICHET_AUDIT_BUCKET: value(audit.bucket),
    GUICHET_AUDIT_LOCK: value(audit.lock),
    GUICHET_AUDIT_LOCK_DAYS: value(audit.lockDays),
    GUICHET_DOCUMENT_DAY: left("the server's own default"),
    GUICHET_RESERVATION_DAYS: left("no text sets a time: nothing is given back by itself"),
    GUICHET_RESERVATION_WARNING_DAYS: left("the server's own default"),
    GUICHET_ACCOUNTS_YEARS: left("the server's own default, until the bank's counsel has confirmed the text"),
    GUICHET_SECOND_WORD_HOURS: left("the server's own default"),
    GUICHET_VITALS_SECONDS: left("the server's own default"),
    GUICHET_NIGHT_HOUR: left("the server's own default"),
    GUICHET_MAIL_HOST: mail,
    GUICHET_MAIL_PORT: mail,
    GUICHET_MAIL_FROM: mail,
    GUICHET_MAIL_USER: mail,
    GUICHET_MAIL_PASSWORD: mail,
    GUICHET_MAIL_CA: mail,
    GUICHET_MAIL_WAITING_DAYS: mail,
    GUICHET_OIDC_ISSUER: value(identity.issuer),
    GUICHET_OIDC_AUDIENCE: identity.style === "standard" ? value(identity.audience) : left("Cognito's access tokens name the client instead"),
    GUICHET_OIDC_CLIENT_ID: value(identity.clientId),
    GUICHET_OIDC_STYLE: value(identity.style),
    GUICHET_OIDC_SCOPE: identity.style === "cognito" ? value(`openid ${identity.scope}`) : left("what the style wants"),
    GUICHET_OIDC_DEMANDED_SCOPE: identity.style === "cognito" ? value(identity.scope) : left("the audience says what a token is for, until the bank names a scope of its provider"),
    GUICHET_OIDC_RESOURCE: left("what the style wants"),
    GUICHET_OIDC_ACR: identity.style === "cognito" ? left("the pool demands the second factor; its tokens say nothing of it") : left("the provider's own policy, until the bank names the values of its tokens"),
    GUICHET_OIDC_JWKS: left("found through the provider's discovery document"),
    GUICHET_OIDC_BANK: left("one provider serves every bank; the directory says who belongs where"),
    GUICHET_OIDC_ISSUERS: left("one provider, to which the banks' own are federated"),
    GUICHET_DIRECTORY: left("imported when it changes, by the `directory` command"),
    GUICHET_LOG_LEVEL: value("info"),
    GUICHET_METRICS_TOKEN: secret,
    GUICHET_OTLP_ADDRESS: left("no collector is set up by these templates: log and measures are read where they are"),
    GUICHET_OTLP_HEADERS: left("no collector is set up by these templates"),
    GUICHET_OTLP_TRACES: left("no collector is set up by these templates"),
    GUICHET_TRUSTED_PROXIES: value(trustedProxies.join(",")),
    GUICHET_RATE_PERSON: measured,
    GUICHET_RATE_DEVICE: measured,
    GUICHET_RATE_ADDRESS: measured,
    GUICHET_MAX_INSIDE: measured,
    GUICHET_MAX_PERSON: measured,
    GUICHET_MAX_DEVICE: measured,
    GUICHET_MAX_DOOR: measured,
    GUICHET_MAX_CONNECTIONS: measured,
    GUICHET_VERIFICATION: verification.kind === "here" ? value(PAGE_FOLDER) : left("the page is public files, served before the servers"),
    GUICHET_VERIFICATION_ORIGIN: verification.kind === "elsewhere" ? value(verification.origin) : left("the page is of the servers' own origin"),
    GUICHET_RATE_VERIFICATION: measured,
    GUICHET_MAX_VERIFYING: measured,
    GUICHET_SEAL_CERTIFICATE: seal,
    GUICHET_SEAL_KEY: seal,
    GUICHET_SEAL_PASSPHRASE_FILE: seal,
    GUICHET_TLS_CERT_FILE: tls ? left("a pod makes its own: what stands in front verifies none") : left("TLS ends at the host's ingress"),
    GUICHET_TLS_KEY_FILE: tls ? left("a pod makes its own, and keeps it in memory") : left("TLS ends at the host's ingress"),
    GUICHET_TLS_OWN: tls ? value(1) : left("TLS ends at the host's ingress, which was not told to speak it to the pods"),
    GUICHET_LEAVE_SECONDS: left("the pod's own pause comes before SIGTERM: by then nobody calls it"),
    GUICHET_DEMONSTRATION: demonstration,
    GUICHET_DEMONSTRATION_ANYWHERE: demonstration,
    GUICHET_DEMONSTRATION_SECOND_FACTOR: demonstration,
    GUICHET_DEMONSTRATION_ISSUER: demonstration,
  };
}

/** Those that are written in the open. */
export const openValues = (settings: Settings): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(settings).flatMap(([name, each]) => (each.from === "settings" ? [[name, each.value]] : [])));

export const secretNames = (settings: Settings): readonly string[] => Object.entries(settings).flatMap(([name, each]) => (each.from === "secret" ? [name] : []));

/** Part of the name of what holds the settings: going back to a deployment goes back to its settings too. */
export const fingerprint = (content: unknown): string => createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);
