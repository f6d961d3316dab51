import { request } from "node:http";
import { pushAnswerSchema } from "../../shared/sync/protocol.ts";
import type { Workstation } from "../../sync-server/testing/workstation.ts";

export type SlowPush = {
  readonly file: string;
  /** Sends the other half; the answer. */
  readonly finish: () => Promise<{ readonly status: number; readonly verdicts: readonly string[] }>;
};

/** A push of one new file of which the server at `address` has the first half: it is inside there, and waits for the rest. */
export async function beginSlowPush(address: string, token: string, line: Pick<Workstation, "seal" | "requestFrom">, file: string): Promise<SlowPush> {
  const { head } = line.seal({ kind: "created", file, body: { fields: { legalName: "Lente" } } });
  const seq = Number(JSON.parse(head).seq);
  const body = Buffer.from(JSON.stringify(line.requestFrom(seq)));
  const half = body.length >> 1;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": body.length, expect: "100-continue" };
  const sending = request(`${address}/v1/push`, { method: "POST", headers, agent: false });
  const answered = new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    sending.once("error", reject).once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => { text += chunk; }).once("error", reject).once("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
  });
  answered.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    sending.once("continue", resolve).once("error", reject);
    sending.flushHeaders();
  });
  sending.write(body.subarray(0, half));
  return {
    file,
    finish: async () => {
      sending.end(body.subarray(half));
      const { status, text } = await answered;
      return { status, verdicts: status === 200 ? pushAnswerSchema.parse(JSON.parse(text)).verdicts.map(({ kind }) => kind) : [text] };
    },
  };
}
