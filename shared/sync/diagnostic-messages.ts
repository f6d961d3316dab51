import { z } from "zod";
import { isErrorCode, type ErrorCode } from "../kernel/error-codes.ts";
import { MOST_REASON } from "./device-states.ts";
import { epochSchema } from "./protocol.ts";
import { address, count, ofCentre, uuid } from "./message-parts.ts";

/** As device-messages.ts names a workstation. */
const device = z.string().regex(/^[0-9a-f]{32}$/);
const reason = z.string().trim().min(3).max(MOST_REASON);
/** What versions and systems are written with: no space, so no name of a company; never all digits, so no SIREN. */
const mark = z.string().regex(/^(?=.*[A-Za-z.])[A-Za-z0-9.@+_~-]{1,60}$/);
/** Error codes, of some version. */
const codeOf = z.custom<ErrorCode>((value) => typeof value === "string" && (isErrorCode(value) || /^G\d{4}$/.test(value)), "not an error code");
/** A quantity that is a size or a time: never nine digits in a row that could be a SIREN told by mistake. */
const few = z.int().min(0).max(99_999_999);
export const MOST_ERRORS = 20;

/**
 * [FL6] All that a diagnostic may say, each field by its own form: a field that is not here is not sent and not taken. Versions, the system, disk and memory, clock, where the exchange stands, counts, codes of
 * the last errors. Nothing has room for a client's name, a SIREN, an amount or a file's id.
 */
export const diagnosticSchema = z.strictObject({
  form: z.literal(1),
  /** By the workstation's clock, UTC ms. */ madeAt: count,
  version: mark, host: z.enum(["electron", "loopback", "cli", "test"]), platform: z.enum(["win32", "darwin", "linux", "other"]), arch: mark, system: mark.optional(), runtime: mark,
  uptimeMinutes: few, memoryMib: few, memoryFreeMib: few, diskFreeMib: few.optional(), databaseMib: few,
  /** Absent before the first greeting since the program started. */ clockOffMs: z.int().min(-315_360_000_000).max(315_360_000_000).optional(),
  rules: mark, epoch: few,
  sync: z.strictObject({ kind: z.enum(["idle", "sending", "receiving", "offline", "signed-out", "stopped"]), error: codeOf.optional(), waiting: few, oldestAt: count.optional(), contactAt: count.optional(), newsHeldBack: z.boolean(), folder: z.enum(["none", "well", "failing"]) }),
  counts: z.strictObject({ files: few, toSettle: few, branches: few, documentsUnsent: few, changes: few }),
  errors: z.array(z.strictObject({ code: codeOf, times: few, lastAt: count })).max(MOST_ERRORS),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** POST /v1/diagnostics/ask: the owner of the workstation is asked to send one. G9506 not seen; G9503 it does not work; G9624 one is asked for already. */
export const askDiagnosticRequestSchema = z.object({ ...ofCentre, device, reason });
export type AskDiagnosticRequest = z.infer<typeof askDiagnosticRequestSchema>;
/** POST /v1/diagnostics/read: what its owner agreed to send; the reading is noted. G9625 there is none, or its time is over. */
export const readDiagnosticRequestSchema = z.object({ ...ofCentre, device });
export type ReadDiagnosticRequest = z.infer<typeof readDiagnosticRequestSchema>;
const asked = { id: uuid, reason: z.string(), by: z.string(), at: count, until: count };
export const diagnosticAnswerSchema = z.object({ epoch: epochSchema, ...asked, /** Absent: not answered yet. */ answer: z.enum(["given", "declined"]).optional(), answeredAt: count.optional(), /** As it was sent. */ diagnostic: diagnosticSchema.optional() });
export type DiagnosticAnswer = z.infer<typeof diagnosticAnswerSchema>;

/** POST /v1/diagnostics/mine: what is asked of this workstation. */
export const ownDiagnosticRequestSchema = z.object({ ...address });
export type OwnDiagnosticRequest = z.infer<typeof ownDiagnosticRequestSchema>;
export const ownDiagnosticAnswerSchema = z.object({ epoch: epochSchema, demand: z.object(asked).optional() });
export type OwnDiagnosticAnswer = z.infer<typeof ownDiagnosticAnswerSchema>;
export type DiagnosticDemand = NonNullable<OwnDiagnosticAnswer["demand"]>;
/** POST /v1/diagnostics/answer: with the diagnostic that its owner saw and agreed to, or without, declined. G9622 it is not asked for any more. */
export const answerDiagnosticRequestSchema = z.object({ ...address, id: uuid, diagnostic: diagnosticSchema.optional() });
export type AnswerDiagnosticRequest = z.infer<typeof answerDiagnosticRequestSchema>;
export const diagnosticTakenSchema = z.object({ taken: z.literal(true) });
