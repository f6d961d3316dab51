import { z } from "zod";

const headers = z.record(z.string(), z.string());
/** Exact: `body` is the text of the bytes that travelled, `bytes` their base64 where they are no text. */
const content = { body: z.string().optional(), bytes: z.string().optional() };

const toldGate = z.strictObject({
  what: z.string(),
  request: z.strictObject({ method: z.enum(["GET", "POST", "PUT"]), path: z.string(), headers, ...content }),
  answer: z.strictObject({ status: z.int(), headers, ...content }),
});
export type RecordedExchange = Readonly<z.infer<typeof toldGate>> & {
  /** Of an event stream, whose answer is what was heard until these were over. */
  readonly meanwhile?: readonly RecordedExchange[] | undefined;
};
const exchangeGate: z.ZodType<RecordedExchange> = toldGate.extend({ meanwhile: z.lazy(() => z.array(exchangeGate)).optional() });

/** A story told once between a workstation and the centre of a released version, kept as it was told. */
export const recordingGate = z.strictObject({
  protocol: z.int().min(1),
  /** Of the centre that it was told to: as it was founded, or restored from an older backup and not yet recovered. */
  life: z.enum(["founded", "restored"]),
  exchanges: z.array(exchangeGate).min(1),
});
export type Recording = Readonly<z.infer<typeof recordingGate>>;

/** In the order in which they began, those within an event stream after it. */
export const everyExchange = (exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] => exchanges.flatMap((one) => [one, ...everyExchange(one.meanwhile ?? [])]);

/** The route of an exchange as the published description names it. */
export function routeOf({ request: { method, path } }: RecordedExchange): string {
  const plain = path.replace(/\?.*$/, "").replace(/^(\/v1\/documents)\/[0-9a-f-]{36}\/[0-9a-f]{64}/, "$1/{file}/{document}").replace(/\/parts\/[0-9a-f]{64}$/, "/parts/{part}");
  return `${method} ${plain}`;
}
