import type { Port } from "./port.ts";

/** Named functions that the other side may ask for; each takes one value and answers later. */
export type Asks = { readonly [name: string]: (input: never) => Promise<unknown> };

export type Peer<Theirs extends Asks> = {
  /** Rejects when the other side's function threw (its message only), or when that side is gone. */
  readonly ask: <N extends keyof Theirs & string>(name: N, input: Parameters<Theirs[N]>[0]) => Promise<Awaited<ReturnType<Theirs[N]>>>;
  /** Asks without waiting for the end; failures are nobody's. */
  readonly tell: <N extends keyof Theirs & string>(name: N, input: Parameters<Theirs[N]>[0]) => void;
};

type Message =
  | { readonly kind: "ask"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: "tell"; readonly name: string; readonly input: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "fault"; readonly id: number; readonly message: string };

type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void };

/**
 * Questions and answers over a port, both ways at once. The two ends are one build running in two threads, so messages are trusted;
 * what comes from a window or a network is parsed before it gets here.
 */
export function createPeer<Theirs extends Asks, Mine extends Asks>(port: Port, mine: Mine): Peer<Theirs> {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let gone: string | undefined;

  const answer = async (name: string, input: unknown): Promise<unknown> => {
    const found = Object.hasOwn(mine, name) ? mine[name] : undefined;
    if (found === undefined) throw new Error(`nothing answers ${name}`);
    return await (found as (value: unknown) => Promise<unknown>)(input);
  };

  const onMessage = (message: Message): void => {
    if (message.kind === "tell") {
      answer(message.name, message.input).catch(() => undefined);
      return;
    }
    if (message.kind === "ask") {
      answer(message.name, message.input).then(
        (value) => port.post({ kind: "answer", id: message.id, answer: value } satisfies Message),
        (error: unknown) => port.post({ kind: "fault", id: message.id, message: error instanceof Error ? error.message : String(error) } satisfies Message),
      );
      return;
    }
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "answer") asker?.resolve(message.answer as never);
    else asker?.reject(new Error(message.message));
  };

  port.onGone((why) => {
    gone ??= why;
    for (const asker of waiting.values()) asker.reject(new Error(why));
    waiting.clear();
  });
  port.listen((message) => onMessage(message as Message));

  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        if (gone !== undefined) {
          reject(new Error(gone));
          return;
        }
        const id = next++;
        waiting.set(id, { resolve, reject });
        port.post({ kind: "ask", id, name, input } satisfies Message);
      }),
    tell: (name, input) => {
      if (gone === undefined) port.post({ kind: "tell", name, input } satisfies Message);
    },
  };
}
