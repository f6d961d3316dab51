import { id, type CentreId, type EpochId, type FileId } from "../../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { PROTOCOL_VERSION, type Hello, type Me } from "../../../../shared/sync/protocol.ts";
import type { Failure, SyncEvent } from "../../../../shared/sync/sync-state.ts";
import { listUncopied } from "../../db/cursors.ts";
import { enterEpoch } from "../../db/epoch.ts";
import type { Replica } from "../../db/replica.ts";
import { coded } from "../../files/coded.ts";
import type { Desk } from "../../files/desk.ts";
import type { ReplicaKey } from "../../keys/replica-key.ts";
import type { CentreInfo } from "../../session/centre-info.ts";
import type { TakeInContext } from "../take-in.ts";
import type { Reply, Transport } from "../transport.ts";

type WithoutTicket<E> = E extends { readonly ticket: number } ? Omit<E, "ticket"> : never;
/** How an exchange ended; the engine adds the ticket. */
export type Outcome = WithoutTicket<SyncEvent>;

export type ExchangeParts = {
  readonly desk: Desk;
  readonly replica: Replica;
  readonly key: ReplicaKey;
  /** Of the program, told to whoever looks after workstations. */
  readonly version: string;
  readonly centreId: CentreId;
  readonly epoch: EpochId;
  readonly transport: Transport;
  readonly token: () => string | undefined;
  readonly centre: CentreInfo;
  /** [OB14] How many of these may leave now. */
  readonly beforePush: (first: number, count: number) => Promise<number>;
  readonly random: () => number;
  /** Free where this desk's data is, MiB. */
  readonly diskFreeMib: () => number | undefined;
  readonly onMe: (me: Me) => void;
  readonly onFiles: (files: readonly FileId[]) => void;
  readonly onContact: () => void;
  /** A diagnostic is asked of this workstation. */
  readonly onDiagnostic?: () => void;
  /** What was told of packs is not as the centre signs it. */
  readonly onPacksRefused: (error: CodedError) => void;
  /** Something waits to be sent. */
  readonly isUrgent?: () => boolean;
};

/** What every exchange is made with: who asks whom, in which epoch, and how its end is told. */
export type ExchangeContext = ExchangeParts & {
  /** As each request names both sides. */
  readonly address: () => { readonly protocol: typeof PROTOCOL_VERSION; readonly centre: CentreId; readonly epoch: EpochId; readonly replica: Replica["replica"] };
  readonly currentEpoch: () => EpochId;
  /** [WS15] The same centre in a newer epoch: what is here is made ready for it in one transaction. */
  readonly enterEpoch: (hello: Hello) => CodedError | undefined;
  /** A request that needs a token, or the words that one is needed. */
  readonly asked: <T>(ask: (token: string) => Promise<Reply<T>>) => Promise<Reply<T>>;
  readonly failed: (failure: Failure) => Outcome;
  readonly fault: (error: CodedError) => Outcome;
  /** Her branches of which no first copy is complete. */
  readonly uncopied: () => readonly string[];
  readonly isRecovering: () => boolean;
  readonly takingIn: () => TakeInContext;
};

export function createExchangeContext(parts: ExchangeParts): ExchangeContext {
  const { desk, centre, replica, centreId } = parts;
  let { epoch } = parts;
  const failed = (failure: Failure): Outcome => ({ type: "failed", failure, random: parts.random() });
  const isRecovering = (): boolean => centre.hello()?.recovering === true;
  return {
    ...parts, failed, isRecovering,
    address: () => ({ protocol: PROTOCOL_VERSION, centre: centreId, epoch, replica: replica.replica }),
    currentEpoch: () => epoch,
    enterEpoch: (hello) => {
      const entered = coded(() => desk.db.transaction((db) => enterEpoch(db, hello)));
      if (!entered.ok) return entered.error;
      epoch = id<EpochId>(hello.epoch.id);
      return undefined;
    },
    asked: async (ask) => {
      const token = parts.token();
      if (token === undefined) return { kind: "failed", failure: { kind: "unauthorised" } };
      const reply = await ask(token);
      if (reply.kind === "answered") parts.onContact();
      return reply;
    },
    fault: (error) => failed(error.code === "G4009" || error.code === "G4014" ? { kind: "final", error } : error.code === "G4011" ? { kind: "stranger", error } : { kind: "unreachable", error }),
    uncopied: () => listUncopied(desk.db.read, desk.me().branches.map((branch) => branch.id)),
    takingIn: () => ({ desk, epoch, recovering: isRecovering() }),
  };
}

/** Another centre, another life of it, or one that no longer speaks with this version: nothing is sent and nothing merged. */
export function whyStranger(hello: Hello, centreId: CentreId, epoch: EpochId): CodedError | "newer-epoch" | undefined {
  if (hello.minProtocol > PROTOCOL_VERSION) return { code: "G4010", params: { minimum: hello.minProtocol, own: PROTOCOL_VERSION } };
  if (hello.centre !== centreId) return { code: "G4011" };
  if (hello.epoch.id !== epoch) return "newer-epoch";
  return undefined;
}
