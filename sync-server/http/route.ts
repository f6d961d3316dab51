import type { z } from "zod";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../shared/kernel/result.ts";
import { MIN_PROTOCOL_VERSION } from "../../shared/sync/protocol.ts";
import type { Caller } from "../domain/services.ts";
import type { Allow } from "./allow.ts";
import { findUnstorableText } from "./check-texts.ts";

export const KIB = 1024;

/** A route as its author writes it: who may call, what shape comes in, what work is done, what shape goes out. */
export type RouteDefinition<Input, Output> = {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** One line, for the published description. */
  readonly summary: string;
  readonly allow: Allow;
  /** The body of a POST, the query of a GET. */
  readonly parse: z.ZodType<Input>;
  readonly answer: z.ZodType<Output>;
  /** Bytes of the body, as sent and as inflated. 64 KiB unless said. */
  readonly limit?: number;
  /** "per-change": texts that cannot be stored get their own verdict in the work, and do not refuse the request. */
  readonly texts?: "checked" | "per-change";
  /** True: an answer of megabytes is usual, and one person's are made one after the other. */
  readonly isLarge?: boolean;
  readonly run: (caller: Caller, input: Input) => Promise<Result<Output, CodedError>>;
};

/** The same, with the shapes closed over, so that routes of every shape stand in one list. */
export type Route = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  /** Undefined: open to anyone, no token read. */
  readonly allow: Allow | undefined;
  readonly limit: number;
  readonly isLarge: boolean;
  /** "public": strangers' own room and their own counter, so that a flood of them takes nothing from the others. */
  readonly door: "main" | "public";
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly answer: (caller: Caller | undefined, input: unknown, visitor: Visitor) => Promise<Result<unknown, CodedError>>;
};

/** Who asks, as far as the network tells. For counters, never for a log. */
export type Visitor = { readonly address: string };

export function route<Input, Output>(definition: RouteDefinition<Input, Output>): Route {
  const { method, path, summary, allow, parse, run } = definition;
  return {
    method, path, summary, allow,
    limit: definition.limit ?? 64 * KIB,
    isLarge: definition.isLarge ?? false,
    door: "main",
    input: parse,
    output: definition.answer,
    answer: async (caller, input) => {
      if (caller === undefined) return err({ code: "G3001" });
      if (isTooOld(input)) return err({ code: "G4010", params: { minimum: MIN_PROTOCOL_VERSION } });
      const parsed = parse.safeParse(input);
      if (!parsed.success) return err(malformed(parsed.error));
      const unstorable = definition.texts === "per-change" ? undefined : findUnstorableText(parsed.data);
      if (unstorable !== undefined) return err({ code: "G2011", fields: [{ field: unstorable, reason: "unstorable-text" }], params: { path: unstorable } });
      return run(caller, parsed.data);
    },
  };
}

/** A route that needs no token: what it says is public. */
export function openRoute<Input, Output>(definition: Omit<RouteDefinition<Input, Output>, "allow" | "run" | "texts" | "isLarge"> & {
  readonly door?: Route["door"];
  readonly run: (input: Input, visitor: Visitor) => Promise<Result<Output, CodedError>>;
}): Route {
  const { method, path, summary, parse, run } = definition;
  return {
    method, path, summary, allow: undefined, limit: definition.limit ?? 0, isLarge: false, door: definition.door ?? "main", input: parse, output: definition.answer,
    answer: async (_caller, input, visitor) => {
      const parsed = parse.safeParse(input);
      return parsed.success ? run(parsed.data, visitor) : err(malformed(parsed.error));
    },
  };
}

/** Told before the shape is judged: a message of another version has another shape. */
const isTooOld = (input: unknown): boolean =>
  typeof input === "object" && input !== null && "protocol" in input && Number.isInteger(input.protocol) && Number(input.protocol) < MIN_PROTOCOL_VERSION;

function malformed(error: z.ZodError): CodedError {
  const [first] = error.issues;
  const path = first === undefined ? "" : first.path.map(String).join(".");
  return { code: "G4001", fields: [{ field: path, reason: first?.code ?? "malformed" }], params: { path } };
}
