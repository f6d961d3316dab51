import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { CarryPlan } from "../../../shared/bridge/sync-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { PROTOCOL_VERSION, sealedContentSchema, type SealedAnswer, type SealedContent } from "../../../shared/sync/protocol.ts";
import { parseSealedPart, type SealedPart } from "../../../shared/sync/sealed-part.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import { findHeardPush } from "../db/heard.ts";
import { getLine, type Replica } from "../db/replica.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Reply, Transport } from "../sync/transport.ts";
import { planCarry } from "./plan-carry.ts";
import { sealPart } from "./seal-part.ts";
import type { SignPush } from "./sign-push.ts";

/** Work that leaves, or arrives, by hand: sealed for the centre, whoever carries it. */
export type Carrier = {
  /** What would leave. What was typed is sealed first. G8007 nothing waits, G8008 no key yet, G8004 not enrolled yet, G1005. */
  readonly plan: () => Result<CarryPlan, CodedError>;
  /** One part of it, as one line of the file. */
  readonly part: (asked: CallInput<"carry.part">) => Result<{ readonly line: string }, CodedError>;
  /** Gives the centre one line of somebody's file. */
  readonly deliver: (line: string) => Promise<Result<SealedAnswer, CodedError>>;
};
export type CarrierParts = {
  readonly desk: Desk;
  readonly replica: Replica;
  readonly signPush: SignPush;
  readonly centre: Pick<CentreInfo, "hello">;
  readonly transport: Pick<Transport, "sealed">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
  readonly sealTyped: () => void;
};

export function createCarrier({ desk, replica, signPush, centre, transport, engine, sealTyped }: CarrierParts): Carrier {
  const { read } = desk.db;

  function contentOf(first: number, count: number, author: string | undefined): SealedContent | undefined {
    if (author === undefined || author === replica.replica) {
      const push = signPush(first, count);
      return push === undefined ? undefined : { bank: replica.bank, push };
    }
    const heard = findHeardPush(read, author, first);
    return heard === undefined || heard.last !== first + count - 1 ? undefined : sealedContentSchema.parse(JSON.parse(heard.content)); // kept by ourselves, as it was checked
  }

  async function send(part: SealedPart): Promise<Reply<SealedAnswer>> {
    const token = engine.token();
    return token === undefined ? { kind: "failed", failure: { kind: "unauthorised" } } : await transport.sealed(token, { protocol: PROTOCOL_VERSION, sealed: part });
  }

  return {
    plan: () => {
      const typed = coded(sealTyped);
      if (!typed.ok) return typed;
      if (!getLine(read).enrolled) return err({ code: "G8004" });
      if (centre.hello()?.sealingKeys[0] === undefined) return err({ code: "G8008" });
      const plan = planCarry(desk);
      return plan.parts.length === 0 ? err({ code: "G8007" }) : ok(plan);
    },
    part: ({ set, part, of, first, count, replica: author }) => {
      const sealing = centre.hello()?.sealingKeys[0];
      if (sealing === undefined) return err({ code: "G8008" });
      const content = contentOf(first, count, author);
      if (content === undefined) return err({ code: "G8007" });
      const { centre: id, epoch } = content.push;
      return ok({ line: JSON.stringify(sealPart(sealing, { centre: id, epoch, set, part, of }, content)) });
    },
    deliver: async (line) => {
      const part = parseSealedPart(line);
      if (!part.ok) return part;
      let reply = await send(part.value);
      if (reply.kind === "failed" && reply.failure.kind === "unauthorised") {
        // The token is over: the engine asks for another as soon as it is in contact.
        await engine.now();
        reply = await send(part.value);
      }
      return reply.kind === "answered" ? ok(reply.value) : err(errorOf(reply.failure));
    },
  };
}

function errorOf(failure: Failure): CodedError {
  switch (failure.kind) {
    case "unauthorised": return failure.error ?? { code: "G3001" };
    case "gap": return { code: "G8005", params: { from: failure.have + 1 } };
    case "too-large": return { code: "G4002" };
    default: return failure.error;
  }
}
