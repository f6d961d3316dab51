import { z } from "zod";

/** The only region that holds anything, and the zones that everything lies over. */
export const REGION = "eu-west-3";
export const ZONES: readonly string[] = ["eu-west-3a", "eu-west-3b", "eu-west-3c"];

const manyDays = z.int().min(1).max(36_500);
const days = z.int().min(1).max(3_653);
const cidr = z.string().regex(/^10\.\d{1,3}\.0\.0\/16$/, "a private network of the form 10.N.0.0/16");

/**
 * One environment of the centre, as sizes and promises. The three differ by these facts alone: there is one set of stacks.
 * Capacities of the database are in Aurora's own units (2 GiB each).
 */
export const environmentGate = z.strictObject({
  name: z.enum(["production", "staging", "review"]),
  /** True: nothing that holds data can be deleted by a mistake in a template, nor by deleting the stack. */
  protectedData: z.boolean(),
  network: z.strictObject({
    cidr,
    /** In how many zones there is a way out, for the keys of the sign-in (constructs/name-firewall.ts); paid by zone. */
    waysOut: z.int().min(1).max(3),
    /** In how many zones each private endpoint stands; it is paid by zone. */
    endpointZones: z.int().min(1).max(3),
  }),
  database: z.strictObject({ minCapacity: z.number().min(0.5), maxCapacity: z.number().max(256), readers: z.int().min(0).max(15), backupDays: z.int().min(1).max(35) }),
  documents: z.strictObject({
    /** "compliance": nobody, not even the account's owner, shortens it. "governance": an operator with a right of its own may. */
    lock: z.enum(["compliance", "governance"]),
    lockDays: days,
    /** After its deletion or replacement, a version stays this long; at least as long as its lock. */
    formerVersionDays: days,
  }),
  /** Anchors of the audit: each is locked so long; "compliance" and "governance" as of documents. */
  audit: z.strictObject({ lock: z.enum(["compliance", "governance"]), lockDays: manyDays }),
  servers: z.strictObject({
    replicas: z.strictObject({ min: z.int().min(1), max: z.int().max(200) }),
    cpu: z.string().regex(/^\d+m?$/),
    memory: z.string().regex(/^\d+(Mi|Gi)$/),
    connections: z.int().min(1).max(200),
  }),
  logDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365), z.literal(731)]),
}).superRefine((given, context) => {
  const refuse = (path: readonly string[], message: string): void => context.addIssue({ code: "custom", path: [...path], message });
  if (given.database.maxCapacity < given.database.minCapacity) refuse(["database", "maxCapacity"], "is under the minimum");
  if (given.servers.replicas.max < given.servers.replicas.min) refuse(["servers", "replicas", "max"], "is under the minimum");
  if (given.documents.lockDays < given.database.backupDays) refuse(["documents", "lockDays"], "is shorter than the database can be taken back: a restored file would miss its documents");
  if (given.documents.formerVersionDays < given.documents.lockDays) refuse(["documents", "formerVersionDays"], "ends before the lock does");
  if (given.name !== "production") return;
  if (!given.protectedData) refuse(["protectedData"], "is not for production to give up");
  if (given.database.readers < 1) refuse(["database", "readers"], "production needs a second instance in another zone");
  if (given.database.backupDays < 35) refuse(["database", "backupDays"], "production keeps the longest that Aurora gives, 35 days");
  if (given.documents.lock !== "compliance") refuse(["documents", "lock"], "in production nobody may shorten it");
  if (given.audit.lock !== "compliance") refuse(["audit", "lock"], "in production nobody may shorten it");
  if (given.audit.lockDays < 365 * 6) refuse(["audit", "lockDays"], "is shorter than a guaranteed loan may last");
  if (given.servers.replicas.min < ZONES.length) refuse(["servers", "replicas", "min"], "production has a server in each zone");
  if (given.network.endpointZones !== ZONES.length || given.network.waysOut !== ZONES.length) refuse(["network"], "production loses no zone for want of an endpoint, or of a way out");
});
export type Environment = z.infer<typeof environmentGate>;
