import { context, trace, type Context, type Tracer } from "@opentelemetry/api";
import type { BankId } from "../../../shared/kernel/ids.ts";
import type { ReadPush } from "./open-lines.ts";
import type { PushOutcome } from "./process-pushes.ts";
import type { ProcessGroup } from "./push-queue.ts";

type Queue = (bank: BankId, push: ReadPush) => Promise<PushOutcome>;

/**
 * Pushes share transactions, and each is in a trace of its own: of each its wait is told, and the transaction that carried it, with how many it carried. What is done inside is told once, below the first
 * push; the others' spans link there. Without a tracer, the queue as it is.
 */
export function tracePushes(tracer: Tracer | undefined, process: ProcessGroup, createQueue: (process: ProcessGroup) => Queue): Queue {
  if (tracer === undefined) return createQueue(process);
  const waiting = new WeakMap<ReadPush, { readonly under: Context; readonly since: number }>();
  const traced: ProcessGroup = async (bank, pushes) => {
    const began = Date.now();
    const changes = pushes.reduce((sum, push) => sum + push.changes.length, 0);
    const [first = context.active(), ...others] = pushes.map((push) => {
      const { under, since } = waiting.get(push) ?? { under: context.active(), since: began };
      tracer.startSpan("push wait", { startTime: since }, under).end(began);
      return under;
    });
    const attributes = { "guichet.pushes": pushes.length, "guichet.changes": changes };
    const span = tracer.startSpan("push transaction", { startTime: began, attributes }, first);
    const links = [{ context: span.spanContext() }];
    const theirs = others.map((under) => tracer.startSpan("push transaction", { startTime: began, attributes, links }, under));
    try {
      return await context.with(trace.setSpan(first, span), () => process(bank, pushes));
    } finally {
      for (const one of [span, ...theirs]) one.end();
    }
  };
  const queue = createQueue(traced);
  return (bank, push) => {
    waiting.set(push, { under: context.active(), since: Date.now() });
    return queue(bank, push);
  };
}
