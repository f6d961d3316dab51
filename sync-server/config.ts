import { join, resolve } from "node:path";
import { z } from "zod";
import { parseId, type BankId } from "../shared/kernel/ids.ts";
import { parseJson } from "../shared/kernel/json.ts";
import { FLOORS, type Floors } from "../shared/retention/retention.ts";
import { err, ok, type Result } from "../shared/kernel/result.ts";
import { variables, type Variables } from "./config-variables.ts";
import { isGuardedAddress } from "./postgres-address.ts";
import type { IdentityConfig, IssuerConfig } from "./identity/identity-config.ts";
import { StartFault } from "./start-fault.ts";
import type { TelemetryConfig } from "./telemetry/telemetry-config.ts";
import type { TlsConfig } from "./tls/open-tls.ts";
import type { ExpirySetting } from "./domain/operator/create-expirer.ts";

/** What a server is started with. Parsed once; nothing else reads the environment. */
export type ServerConfig = {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly store: { readonly kind: "pglite" } | { readonly kind: "postgres"; readonly url: string; readonly directUrl: string | undefined; readonly connections: number };
  readonly documents: { readonly kind: "folder" } | { readonly kind: "s3"; readonly bucket: string; readonly partsBucket: string; readonly region: string; readonly endpoint: string | undefined; readonly direct: boolean };
  /** Where the audit is anchored; undefined: nowhere. */
  readonly anchors: { readonly kind: "folder"; readonly folder: string } | { readonly kind: "s3"; readonly bucket: string; readonly region: string; readonly endpoint: string | undefined; readonly lock: Variables["GUICHET_AUDIT_LOCK"]; readonly lockDays: number } | undefined;
  readonly documentDayBytes: number;
  /** When unused numbers are given back; undefined: whatever the store was told. */
  readonly expiry: ExpirySetting | undefined;
  /** What the texts ask for at least after the end of a loan (shared/retention). */
  readonly floors: Floors;
  /** How long the first of two persons' word stands. */
  readonly secondWordMs: number;
  /** The SMTP server that letters leave by, its certificate authorities as a path; undefined: none leaves. */
  readonly mail: { readonly host: string; readonly port: number; readonly from: string; readonly user: string | undefined; readonly password: string | undefined; readonly caFile: string | undefined } | undefined;
  readonly mailWaitingDays: number;
  /** Hour of Paris from which the night's work is due. */
  readonly nightHour: number;
  /** How often the vital figures are read, ms. */
  readonly vitalsMs: number;
  readonly identity: IdentityConfig;
  readonly directory: string | undefined;
  readonly logLevel: Variables["GUICHET_LOG_LEVEL"];
  readonly metricsToken: string | undefined;
  readonly telemetry: TelemetryConfig | undefined;
  readonly trustedProxies: readonly string[];
  readonly verification: {
    /** `isAsked`: somebody named the folder, so that it has to be there. */
    readonly page: { readonly folder: string; readonly isAsked: boolean } | undefined;
    readonly origin: string | undefined;
    readonly inside: number;
    readonly pointsPerAddress: number;
  };
  /** What attestations are sealed with, by absolute paths; undefined: nothing, but for a demonstration's own. */
  readonly seal: { readonly certificate: string; readonly key: string; readonly passphraseFile: string | undefined } | undefined;
  /** What it listens with; undefined: HTTP, for what stands in front. */
  readonly tls: TlsConfig | undefined;
  /** Between saying that it stops and taking no more work. */
  readonly leaveMs: number;
  readonly limits: { readonly perPerson: number; readonly perDevice: number; readonly perAddress: number; readonly inside: number; readonly insidePerPerson: number; readonly insidePerDevice: number; readonly atDoor: number; readonly connections: number };
};
/** Who signs in people, and where its keys are: nobody between may answer in its name. */
const provider = z.url().refine(isGuarded);
const words = z.array(z.string().regex(/^[\x21-\x7e]+$/)).optional();
const issuerSchema = z.object({
  issuer: provider, audience: z.string().min(1), clientId: z.string().min(1), style: z.enum(["standard", "cognito"]).default("standard"),
  scope: variables.shape.GUICHET_OIDC_SCOPE, demandedScope: words, resource: z.boolean().optional(), acr: words,
  jwks: provider.optional(), bank: z.uuid().optional(),
}).refine(({ style, acr }) => style !== "cognito" || acr === undefined || acr.length === 0, { path: ["acr"] });

/** Where the tools of the repository compile the page to. */
const COMPILED_PAGE = join(import.meta.dirname, "../build/out/verification");
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1|\[::1\])$/;

/** The configuration, or the one sentence that names the variable to mend. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Result<ServerConfig, StartFault> {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in variables.shape && value !== undefined && value !== ""));
  const parsed = variables.safeParse(given);
  if (!parsed.success) return err(wrongVariable(parsed.error));
  const v = parsed.data;
  if (v.GUICHET_STORE === "postgres" && v.GUICHET_PG_URL === undefined)
    return err(fault("GUICHET_PG_URL", "manque alors que GUICHET_STORE vaut postgres", "is missing while GUICHET_STORE is postgres"));
  const clearText = findClearText(v);
  if (clearText !== undefined) return err(clearText);
  if (v.GUICHET_DOCUMENTS === "s3" && v.GUICHET_S3_BUCKET === undefined)
    return err(fault("GUICHET_S3_BUCKET", "manque alors que GUICHET_DOCUMENTS vaut s3", "is missing while GUICHET_DOCUMENTS is s3"));
  if (Object.keys(v.GUICHET_OTLP_HEADERS).length > 0 && v.GUICHET_OTLP_ADDRESS !== undefined && !isGuarded(v.GUICHET_OTLP_ADDRESS))
    return err(fault("GUICHET_OTLP_ADDRESS", "enverrait GUICHET_OTLP_HEADERS en clair : donnez une adresse https, ou un collecteur de cette machine", "would send GUICHET_OTLP_HEADERS in the clear: give an https address, or a collector on this machine"));
  const sealFault = findSealFault(v);
  if (sealFault !== undefined) return err(sealFault);
  const mailFault = findMailFault(v);
  if (mailFault !== undefined) return err(mailFault);
  const tlsFault = findTlsFault(v);
  if (tlsFault !== undefined) return err(tlsFault);
  const identity = parseIdentity(v);
  if (!identity.ok) return identity;
  const dataDir = resolve(v.GUICHET_DATA);
  return ok({
    host: v.GUICHET_HOST, port: v.GUICHET_PORT, publicUrl: v.GUICHET_PUBLIC_URL, dataDir,
    store: v.GUICHET_STORE === "postgres" ? { kind: "postgres", url: v.GUICHET_PG_URL ?? "", directUrl: v.GUICHET_PG_DIRECT_URL, connections: v.GUICHET_PG_CONNECTIONS } : { kind: "pglite" },
    documents: v.GUICHET_DOCUMENTS === "s3" ? s3Of(v) : { kind: "folder" }, documentDayBytes: v.GUICHET_DOCUMENT_DAY * 1024 * 1024,
    anchors: anchorsOf(v, dataDir),
    floors: { ...FLOORS, accountsYears: v.GUICHET_ACCOUNTS_YEARS === "none" ? null : v.GUICHET_ACCOUNTS_YEARS },
    secondWordMs: v.GUICHET_SECOND_WORD_HOURS * 3_600_000,
    mail: mailOf(v), mailWaitingDays: v.GUICHET_MAIL_WAITING_DAYS,
    nightHour: v.GUICHET_NIGHT_HOUR,
    vitalsMs: v.GUICHET_VITALS_SECONDS * 1_000,
    expiry: v.GUICHET_RESERVATION_DAYS === undefined ? "off" : { days: v.GUICHET_RESERVATION_DAYS, warningDays: Math.min(v.GUICHET_RESERVATION_WARNING_DAYS, v.GUICHET_RESERVATION_DAYS) },
    identity: identity.value,
    directory: v.GUICHET_DIRECTORY === undefined ? undefined : resolve(v.GUICHET_DIRECTORY),
    logLevel: v.GUICHET_LOG_LEVEL, metricsToken: v.GUICHET_METRICS_TOKEN, telemetry: telemetryOf(v), trustedProxies: v.GUICHET_TRUSTED_PROXIES, leaveMs: v.GUICHET_LEAVE_SECONDS * 1000,
    verification: { page: pageOf(v), origin: v.GUICHET_VERIFICATION_ORIGIN, inside: v.GUICHET_MAX_VERIFYING, pointsPerAddress: v.GUICHET_RATE_VERIFICATION },
    seal: sealOf(v),
    tls: tlsOf(v),
    limits: { perPerson: v.GUICHET_RATE_PERSON, perDevice: v.GUICHET_RATE_DEVICE, perAddress: v.GUICHET_RATE_ADDRESS, inside: v.GUICHET_MAX_INSIDE, insidePerPerson: v.GUICHET_MAX_PERSON, insidePerDevice: v.GUICHET_MAX_DEVICE, atDoor: v.GUICHET_MAX_DOOR, connections: v.GUICHET_MAX_CONNECTIONS },
  });
}

function s3Of({ GUICHET_S3_BUCKET: bucket = "", GUICHET_S3_PARTS_BUCKET: partsBucket = bucket, ...v }: Variables): ServerConfig["documents"] {
  return { kind: "s3", bucket, partsBucket, region: v.GUICHET_S3_REGION, endpoint: v.GUICHET_S3_ENDPOINT, direct: v.GUICHET_S3_DIRECT };
}

const telemetryOf = ({ GUICHET_OTLP_ADDRESS: address, GUICHET_OTLP_HEADERS: headers, GUICHET_OTLP_TRACES: traces }: Variables): TelemetryConfig | undefined =>
  (address === undefined ? undefined : { address, headers, traces });

function anchorsOf({ GUICHET_AUDIT_BUCKET: bucket, ...v }: Variables, dataDir: string): ServerConfig["anchors"] {
  if (bucket === undefined) return v.GUICHET_STORE === "pglite" ? { kind: "folder", folder: join(dataDir, "anchors") } : undefined;
  return { kind: "s3", bucket, region: v.GUICHET_S3_REGION, endpoint: v.GUICHET_S3_ENDPOINT, lock: v.GUICHET_AUDIT_LOCK, lockDays: v.GUICHET_AUDIT_LOCK_DAYS };
}

function parseIdentity(v: Variables): Result<IdentityConfig, StartFault> {
  if (v.GUICHET_DEMONSTRATION) return parseDemonstration(v);
  const name = (["GUICHET_DEMONSTRATION_ISSUER", "GUICHET_DEMONSTRATION_ANYWHERE", "GUICHET_DEMONSTRATION_SECOND_FACTOR"] as const).find((each) => v[each] !== undefined);
  if (name !== undefined) {
    return err(fault(name, "n'a de sens que dans une démonstration : retirez-la, ou posez GUICHET_DEMONSTRATION=1", "means something in a demonstration only: remove it, or set GUICHET_DEMONSTRATION=1"));
  }
  const listed = v.GUICHET_OIDC_ISSUERS === undefined ? single(v) : parseJson(v.GUICHET_OIDC_ISSUERS);
  const issuers = z.array(issuerSchema).min(1).safeParse(listed);
  if (!issuers.success) return err(wrongIssuer(v, issuers.error));
  return ok({ kind: "production", issuers: issuers.data.map(toIssuer) });
}

/** What each style wants where nothing is said: Cognito refuses a scope that it does not know, and knows no resource indicator. */
function toIssuer({ issuer, audience, clientId, style, scope, demandedScope, resource, acr, jwks, bank }: z.infer<typeof issuerSchema>): IssuerConfig {
  const isStandard = style === "standard";
  return { issuer, audience, clientId, style, scope: scope ?? (isStandard ? "openid offline_access" : "openid"), demandedScope: demandedScope ?? (isStandard || scope?.split(" ").includes("openid") === false ? [] : ["openid"]), asksResource: resource ?? isStandard, acr: acr ?? [], jwks, bank: bankOf(bank) };
}

function parseDemonstration(v: Variables): Result<IdentityConfig, StartFault> {
  if (v.GUICHET_OIDC_ISSUER !== undefined || v.GUICHET_OIDC_ISSUERS !== undefined)
    return err(fault("GUICHET_OIDC_ISSUER", "ne va pas avec GUICHET_DEMONSTRATION : une démonstration a sa propre connexion", "does not go with GUICHET_DEMONSTRATION: a demonstration has its own sign-in"));
  if (!LOOPBACK.test(v.GUICHET_HOST) && v.GUICHET_DEMONSTRATION_ANYWHERE !== true)
    return err(fault("GUICHET_HOST", "ouvrirait la démonstration au-delà de cette machine, et son mot de passe est public : gardez 127.0.0.1, ou posez GUICHET_DEMONSTRATION_ANYWHERE=1", "would open the demonstration beyond this machine, and its password is public: keep 127.0.0.1, or set GUICHET_DEMONSTRATION_ANYWHERE=1"));
  return ok({ kind: "demonstration", issuer: v.GUICHET_DEMONSTRATION_ISSUER, secondFactor: v.GUICHET_DEMONSTRATION_SECOND_FACTOR === true });
}

function pageOf(v: Variables): ServerConfig["verification"]["page"] {
  if (v.GUICHET_VERIFICATION !== undefined) return { folder: resolve(v.GUICHET_VERIFICATION), isAsked: true };
  return v.GUICHET_DEMONSTRATION ? { folder: COMPILED_PAGE, isAsked: false } : undefined;
}

function sealOf({ GUICHET_SEAL_CERTIFICATE: certificate, GUICHET_SEAL_KEY: key, GUICHET_SEAL_PASSPHRASE_FILE: passphraseFile }: Variables): ServerConfig["seal"] {
  if (certificate === undefined || key === undefined) return undefined;
  return { certificate: resolve(certificate), key: resolve(key), passphraseFile: passphraseFile === undefined ? undefined : resolve(passphraseFile) };
}

function mailOf({ GUICHET_MAIL_HOST: host, GUICHET_MAIL_FROM: from, ...v }: Variables): ServerConfig["mail"] {
  if (host === undefined || from === undefined) return undefined;
  return { host, port: v.GUICHET_MAIL_PORT, from, user: v.GUICHET_MAIL_USER, password: v.GUICHET_MAIL_PASSWORD, caFile: v.GUICHET_MAIL_CA === undefined ? undefined : resolve(v.GUICHET_MAIL_CA) };
}

function findMailFault(v: Variables): StartFault | undefined {
  if (v.GUICHET_MAIL_HOST === undefined) {
    const alone = (["GUICHET_MAIL_FROM", "GUICHET_MAIL_USER", "GUICHET_MAIL_PASSWORD", "GUICHET_MAIL_CA"] as const).find((name) => v[name] !== undefined);
    return alone === undefined ? undefined : fault(alone, "ne va qu'avec GUICHET_MAIL_HOST", "goes with GUICHET_MAIL_HOST only");
  }
  if (v.GUICHET_DEMONSTRATION) return fault("GUICHET_MAIL_HOST", "n'a pas de sens dans une démonstration : ses courriels restent dans sa boîte aux lettres", "means nothing in a demonstration: its letters stay in its mailbox");
  if (v.GUICHET_MAIL_FROM === undefined) return fault("GUICHET_MAIL_FROM", "manque alors que GUICHET_MAIL_HOST est donnée", "is missing while GUICHET_MAIL_HOST is given");
  if ((v.GUICHET_MAIL_USER === undefined) !== (v.GUICHET_MAIL_PASSWORD === undefined)) return fault("GUICHET_MAIL_PASSWORD", "et GUICHET_MAIL_USER vont ensemble", "and GUICHET_MAIL_USER go together");
  return undefined;
}

function tlsOf({ GUICHET_TLS_CERT_FILE: certificate, GUICHET_TLS_KEY_FILE: key, GUICHET_TLS_OWN: own }: Variables): ServerConfig["tls"] {
  if (certificate !== undefined && key !== undefined) return { kind: "files", certificate: resolve(certificate), key: resolve(key) };
  return own ? { kind: "own" } : undefined;
}

function findTlsFault(v: Variables): StartFault | undefined {
  const { GUICHET_TLS_CERT_FILE: certificate, GUICHET_TLS_KEY_FILE: key } = v;
  if (certificate === undefined && key !== undefined) return fault("GUICHET_TLS_KEY_FILE", "ne va qu'avec GUICHET_TLS_CERT_FILE", "goes with GUICHET_TLS_CERT_FILE only");
  if (certificate !== undefined && key === undefined) return fault("GUICHET_TLS_KEY_FILE", "manque alors que GUICHET_TLS_CERT_FILE est donné", "is missing while GUICHET_TLS_CERT_FILE is given");
  return certificate !== undefined && v.GUICHET_TLS_OWN ? fault("GUICHET_TLS_OWN", "ne va pas avec GUICHET_TLS_CERT_FILE : l'un ou l'autre", "does not go with GUICHET_TLS_CERT_FILE: one or the other") : undefined;
}

/** What a production server reads and writes crosses no network in the clear, nor to an unproven database. */
function findClearText(v: Variables): StartFault | undefined {
  if (v.GUICHET_DEMONSTRATION) return undefined;
  if (v.GUICHET_S3_ENDPOINT !== undefined && !isGuarded(v.GUICHET_S3_ENDPOINT))
    return fault("GUICHET_S3_ENDPOINT", "est une adresse http : les documents des clients y passeraient en clair ; donnez celle en https", "is an http address: clients' documents would go there in the clear; give the https one");
  if (v.GUICHET_STORE !== "postgres") return undefined;
  const name = (["GUICHET_PG_URL", "GUICHET_PG_DIRECT_URL"] as const).find((each) => !isGuardedAddress(v[each] ?? "postgres://localhost"));
  return name === undefined ? undefined : fault(name,
    "mène hors de cette machine sans vérifier qui répond : ajoutez sslmode=verify-full (et sslrootcert=FICHIER, le certificat de l'autorité), et rien d'autre pour sslmode",
    "leads beyond this machine without proof of who answers: add sslmode=verify-full (and sslrootcert=FILE, the authority's certificate), and no other sslmode");
}

/** An attestation carries the address where it is verified: whoever seals must have one that others can open. */
function findSealFault(v: Variables): StartFault | undefined {
  if (v.GUICHET_SEAL_CERTIFICATE === undefined) {
    const alone = v.GUICHET_SEAL_KEY !== undefined ? "GUICHET_SEAL_KEY" : v.GUICHET_SEAL_PASSPHRASE_FILE !== undefined ? "GUICHET_SEAL_PASSPHRASE_FILE" : undefined;
    return alone === undefined ? undefined : fault(alone, "ne va qu'avec GUICHET_SEAL_CERTIFICATE", "goes with GUICHET_SEAL_CERTIFICATE only");
  }
  if (v.GUICHET_SEAL_KEY === undefined) return fault("GUICHET_SEAL_KEY", "manque alors que GUICHET_SEAL_CERTIFICATE est donnée", "is missing while GUICHET_SEAL_CERTIFICATE is given");
  if (v.GUICHET_VERIFICATION_ORIGIN !== undefined || v.GUICHET_DEMONSTRATION) return undefined;
  if (v.GUICHET_VERIFICATION === undefined) return fault("GUICHET_VERIFICATION", "manque : une attestation scellée dit où elle se vérifie (ou bien GUICHET_VERIFICATION_ORIGIN)", "is missing: a sealed attestation says where it is verified (or GUICHET_VERIFICATION_ORIGIN)");
  if (v.GUICHET_PUBLIC_URL === undefined) return fault("GUICHET_PUBLIC_URL", "manque : une attestation scellée porte l'adresse de sa vérification", "is missing: a sealed attestation carries the address of its verification");
  return undefined;
}

const single = (v: Variables): unknown => [{
  issuer: v.GUICHET_OIDC_ISSUER, audience: v.GUICHET_OIDC_AUDIENCE ?? (v.GUICHET_OIDC_STYLE === "cognito" ? v.GUICHET_OIDC_CLIENT_ID : undefined),
  clientId: v.GUICHET_OIDC_CLIENT_ID, style: v.GUICHET_OIDC_STYLE, scope: v.GUICHET_OIDC_SCOPE, demandedScope: v.GUICHET_OIDC_DEMANDED_SCOPE, resource: v.GUICHET_OIDC_RESOURCE, acr: v.GUICHET_OIDC_ACR, jwks: v.GUICHET_OIDC_JWKS, bank: v.GUICHET_OIDC_BANK,
}];

/** By https, or on this machine. */
function isGuarded(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname)));
}

const bankOf = (text: string | undefined): BankId | undefined => {
  const parsed = parseId<BankId>(text?.toLowerCase());
  return parsed.ok ? parsed.value : undefined;
};

/** The value is not repeated: it may be a secret. */
function wrongVariable(error: z.ZodError): StartFault {
  const name = String(error.issues[0]?.path[0] ?? "");
  return fault(name, "n'a pas une valeur valable : les valeurs possibles sont dans docs/server.md", `has no valid value. ${describe(name)}`);
}
const describe = (name: string): string => Object.entries(variables.shape).find(([each]) => each === name)?.[1].description ?? "";

const NAMES = new Map([["issuer", "GUICHET_OIDC_ISSUER"], ["audience", "GUICHET_OIDC_AUDIENCE"], ["clientId", "GUICHET_OIDC_CLIENT_ID"], ["style", "GUICHET_OIDC_STYLE"], ["demandedScope", "GUICHET_OIDC_DEMANDED_SCOPE"], ["acr", "GUICHET_OIDC_ACR"], ["jwks", "GUICHET_OIDC_JWKS"], ["bank", "GUICHET_OIDC_BANK"]]);
function wrongIssuer(v: Variables, error: z.ZodError): StartFault {
  const path = error.issues[0]?.path ?? [];
  if (v.GUICHET_OIDC_ISSUERS !== undefined)
    return fault("GUICHET_OIDC_ISSUERS", `n'est pas une liste JSON valable (${path.join(".") || "racine"})`, `is not a valid JSON list (${path.join(".") || "root"})`);
  const name = NAMES.get(String(path[1] ?? "")) ?? "GUICHET_OIDC_ISSUER";
  if (name === "GUICHET_OIDC_ACR" && v.GUICHET_OIDC_STYLE === "cognito")
    return fault(name, "ne va pas avec le style cognito : le second facteur y est l'affaire du pool, et ses jetons n'en disent rien", "does not go with style cognito: there the second factor is the pool's matter, and its tokens say nothing of it");
  const given = name === "GUICHET_OIDC_ISSUER" ? v.GUICHET_OIDC_ISSUER : name === "GUICHET_OIDC_JWKS" ? v.GUICHET_OIDC_JWKS : undefined;
  if (given !== undefined && !isGuarded(given))
    return fault(name, "est une adresse http : donnez celle en https, pour que personne ne réponde à la place du fournisseur d'identité", "is an http address: give the https one, so that nobody answers in the identity provider's place");
  return fault(name, "manque : sans fournisseur d'identité, personne ne peut se connecter (pour essayer, GUICHET_DEMONSTRATION=1)", "is missing: without an identity provider nobody can sign in (to try it out, GUICHET_DEMONSTRATION=1)");
}

const fault = (name: string, fr: string, en: string): StartFault => new StartFault({ fr: `${name} ${fr}.`.replace("..", "."), en: `${name} ${en}.`.replace("..", ".") });
