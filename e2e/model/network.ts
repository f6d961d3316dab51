import { zstdDecompressSync } from "node:zlib";
import { headSchema, CHANGE_KINDS, type ChangeKind } from "../../shared/sync/change.ts";
import { pushRequestSchema } from "../../shared/sync/protocol.ts";

/** An answer as it crosses the wire, or a line that was cut. */
export type Wire = { readonly status: number; readonly text: string; readonly retryAfter?: string } | "cut";

/** One request of one life of a workstation. It may be served any number of times; the first answer that arrives ends it. */
export type Flight = {
  readonly life: object;
  readonly from: number;
  readonly subject: string;
  readonly method: string;
  readonly path: string;
  readonly text: string;
  readonly kinds: readonly ChangeKind[];
  /** Number of the first change of a push. */
  readonly first: number;
  readonly isOpen: () => boolean;
  readonly arrive: (wire: Wire) => void;
};
export type Answer = { readonly flight: Flight; readonly wire: Wire };

/** What is on its way. Whoever takes something out decides what becomes of it. */
export type Network = {
  /** Waiting to reach the centre, in the order in which they left. */
  readonly flights: Flight[];
  /** Given up by their workstation, and still on their way. */
  readonly stale: Flight[];
  readonly answers: Answer[];
  /** How many requests of this life wait for their answer. */
  readonly flying: (life: object) => number;
  /** The fetch of one life. `heard` is called when a request left. */
  readonly fetchOf: (life: object, from: number, subject: string, heard: () => void) => typeof fetch;
};

export function createNetwork(): Network {
  const flights: Flight[] = [];
  const stale: Flight[] = [];
  const flying = new WeakMap<object, number>();
  return {
    flights, stale, answers: [],
    flying: (life) => flying.get(life) ?? 0,
    fetchOf: (life, from, subject, heard) => async (input, init) => {
      const { promise, resolve, reject } = Promise.withResolvers<Response>();
      const text = textOf(init?.body, new Headers(init?.headers).get("content-encoding"));
      let isOpen = true;
      const { pathname } = new URL(String(input));
      const flight: Flight = {
        life, from, subject, method: init?.method ?? "GET", path: pathname, text, ...changesIn(pathname, text),
        isOpen: () => isOpen,
        arrive: (wire) => {
          if (!isOpen) return;
          isOpen = false;
          flying.set(life, (flying.get(life) ?? 0) - 1);
          // Answered while a copy of it is still on its way: that one goes on without it.
          const mine = flights.indexOf(flight);
          if (mine >= 0) stale.push(...flights.splice(mine, 1));
          if (wire === "cut") reject(new TypeError("cut"));
          else resolve(new Response(wire.text, { status: wire.status, headers: { "content-type": "application/json", ...(wire.retryAfter === undefined ? {} : { "retry-after": wire.retryAfter }) } }));
        },
      };
      flights.push(flight);
      flying.set(life, (flying.get(life) ?? 0) + 1);
      heard();
      return await promise;
    },
  };
}

function textOf(body: unknown, encoding: string | null): string {
  if (typeof body === "string") return body;
  if (!(body instanceof Uint8Array)) return "";
  if (encoding !== "zstd") throw new Error(`the model's network knows no ${encoding ?? "plain bytes"}`);
  return zstdDecompressSync(body).toString("utf8");
}

function changesIn(path: string, text: string): Pick<Flight, "kinds" | "first"> {
  if (path !== "/v1/push") return { kinds: [], first: 0 };
  const { changes, first } = pushRequestSchema.parse(JSON.parse(text));
  const names = new Set(changes.map(({ head }) => headSchema.parse(JSON.parse(head)).kind));
  return { first, kinds: CHANGE_KINDS.filter((kind) => names.has(kind)) };
}
