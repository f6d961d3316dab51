import { z } from "zod";
import { isErrorCode, type CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { PROTOCOL_VERSION } from "../../../../shared/sync/protocol.ts";
import { getTokens, sayHello, type TokenRequest } from "./token.ts";

/** Where an auditor's own access token is found; in a demonstration `--user` signs in instead. Never an argument: arguments are seen by others. */
export type InspectRequest = Omit<TokenRequest, "user"> & { readonly user: string | undefined; readonly accessToken: string | undefined };
const answerSchema = z.union([z.object({ code: z.custom<CodedError["code"]>(isErrorCode), params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional() }), z.unknown()]);

/** POST with the centre and its epoch; the answer by its schema. */
export type Ask = <T>(path: string, body: object, schema: z.ZodType<T>) => Promise<Result<T, CodedError>>;

/** The centre, asked in her name by one message after the other. */
export async function openCentre(request: InspectRequest): Promise<Result<Ask, CodedError>> {
  const hello = await sayHello(request.serverUrl);
  if (!hello.ok) return hello;
  const token = request.accessToken === undefined ? await getTokens(request) : ok({ access: request.accessToken });
  if (!token.ok) return token;
  const { centre, epoch } = hello.value;
  return ok(async (path, body, schema) => {
    try {
      const answer = await fetch(`${request.serverUrl}${path}`, {
        method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${token.value.access}` }, signal: AbortSignal.timeout(30_000),
        body: JSON.stringify({ protocol: PROTOCOL_VERSION, centre, epoch: epoch.id, ...body }),
      });
      const told: unknown = await answer.json();
      const parsed = schema.safeParse(told);
      if (answer.ok && parsed.success) return ok(parsed.data);
      const refused = answerSchema.safeParse(told);
      return err(!answer.ok && refused.success && typeof refused.data === "object" && refused.data !== null && "code" in refused.data ? refused.data as CodedError : { code: "G5005" });
    } catch (error) {
      return err({ code: error instanceof SyntaxError ? "G5005" : "G5004" });
    }
  });
}
