import { zstdCompressSync } from "node:zlib";
import type { RecordedExchange, Recording } from "../../shared/testing/recorded.ts";
import { askExactly, listenExactly } from "./ask-exactly.ts";
import type { RecordedPerson } from "./recorded-people.ts";

/** Tells a story to a centre and keeps what was said on both sides. */
export type Teller = {
  readonly get: (what: string, who: RecordedPerson | undefined, path: string, headers?: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly post: (what: string, who: Pick<RecordedPerson, "login"> | undefined, path: string, body: unknown, encoding?: "zstd") => Promise<unknown>;
  readonly put: (what: string, who: RecordedPerson, path: string, bytes: Uint8Array) => Promise<unknown>;
  /** What is told within is told while the stream is open; `until` is what ends it. */
  readonly listen: (what: string, who: RecordedPerson, path: string, until: string, within: () => Promise<void>) => Promise<void>;
};
export type Story = {
  /** Of its file, after the version's folder. Those of one life are told to one centre, in the order of their names: a new one comes last. */
  readonly name: string;
  readonly life: Recording["life"];
  /** `earlier`: recordings told before, by name. */
  readonly tell: (teller: Teller, earlier: (name: string) => Recording) => Promise<void>;
};

const COMMON = { accept: "application/json", "x-guichet-client": "0.1.0", "x-guichet-protocol": "1" };
const as = (who: Pick<RecordedPerson, "login"> | undefined) => (who === undefined ? {} : { authorization: `Bearer ${who.login}` });

export async function tellStory(story: Story, address: string, earlier: (name: string) => Recording): Promise<Recording> {
  let exchanges: RecordedExchange[] = [];
  const keep = async (what: string, request: RecordedExchange["request"]): Promise<unknown> => {
    const answer = await askExactly(address, request);
    exchanges.push({ what, request, answer });
    return answer.body === undefined || answer.body === "" ? undefined : JSON.parse(answer.body);
  };
  await story.tell({
    get: (what, who, path, more = {}) => keep(what, { method: "GET", path, headers: { ...COMMON, ...as(who), ...more } }),
    post: (what, who, path, value, encoding) => {
      const body = JSON.stringify(value);
      const headers = { ...COMMON, ...as(who), "content-type": "application/json" };
      return keep(what, encoding === undefined ? { method: "POST", path, headers, body } : { method: "POST", path, headers: { ...headers, "content-encoding": encoding }, bytes: zstdCompressSync(body).toString("base64") });
    },
    put: (what, who, path, bytes) => keep(what, { method: "PUT", path, headers: { ...as(who), "content-type": "application/octet-stream" }, bytes: Buffer.from(bytes).toString("base64") }),
    listen: async (what, who, path, until, within) => {
      const outside = exchanges;
      const meanwhile: RecordedExchange[] = (exchanges = []);
      const request = { method: "GET", path, headers: { accept: "text/event-stream", ...as(who) } } as const;
      const answer = await listenExactly(address, request, within, (told) => told.includes(until));
      exchanges = outside;
      exchanges.push({ what, request, answer, meanwhile });
    },
  }, earlier);
  return { protocol: 1, life: story.life, exchanges };
}
