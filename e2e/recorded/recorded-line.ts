import { sign } from "node:crypto";
import { bodyHashOf, changeHashOf, KIND_VERSIONS, pushSigningText, ZERO_HASH, type ChangeKind, type Head, type Sealed } from "../../shared/sync/change.ts";
import type { FirstVerdict } from "../../shared/sync/protocol.ts";
import { sha256 } from "../../sync-server/domain/sha256.ts";
import { CENTRE, EPOCHS, type RecordedPerson } from "./recorded-people.ts";
import { hashOf, idOf, knownKey, RECORDED_AT } from "./recorded-keys.ts";

export type Meant = {
  readonly kind: ChangeKind | "tinted";
  /** In words; so are `change` and `mends`. */
  readonly file: string;
  readonly body?: unknown;
  readonly base?: number;
  readonly change?: string;
  readonly mends?: string;
};
export type RecordedLine = ReturnType<typeof createRecordedLine>;

const isKnown = (kind: string): kind is ChangeKind => Object.hasOwn(KIND_VERSIONS, kind);

/** A replica that seals and signs the same texts in every run: ids, salts and keys come from words. */
export function createRecordedLine(words: string, who: RecordedPerson, life: keyof typeof EPOCHS = "founded") {
  const replica = idOf(`replica ${words}`);
  const keys = knownKey("ed25519", `replica ${words}`);
  const sealed: Sealed[] = [];
  const address = (epoch = EPOCHS[life]) => ({ protocol: 1, centre: CENTRE, epoch, replica });

  return {
    who, replica, address,
    enrolment: (over: Readonly<Record<string, unknown>> = {}) => ({ protocol: 1, centre: CENTRE, replica, publicKey: keys.x, device: "POSTE-1", ...over }),
    /** Seals into the line; answers the number. */
    seal: ({ kind, file, body = {}, base = 0, change, mends }: Meant): number => {
      const seq = sealed.length + 1;
      const text = JSON.stringify(body);
      const salt = hashOf(`salt ${words} ${seq}`).toString("hex").slice(0, 32);
      const last = sealed.at(-1);
      const head: Head = {
        v: 1, bank: who.bank, branch: who.branches[0]?.id ?? idOf("nowhere"), file: idOf(`file ${file}`), change: idOf(`change ${change ?? `${words} ${seq}`}`), replica, seq,
        prev: last === undefined ? ZERO_HASH : changeHashOf(sha256, last.head), kind, kindVersion: isKnown(kind) ? KIND_VERSIONS[kind] : 1, base, author: who.user, madeAt: RECORDED_AT, rules: "pge@1", reference: "1",
        bodyHash: bodyHashOf(sha256, salt, text), ...(mends === undefined ? {} : { mends: idOf(`change ${mends}`) }),
      };
      sealed.push({ head: JSON.stringify(head), body: text, salt });
      return seq;
    },
    /** As another copy of this database would have sealed it: the same number, another hash. */
    forget: (from: number) => void sealed.splice(from - 1),
    push: (first: number, last = sealed.length, epoch = EPOCHS[life]) => {
      const changes = sealed.slice(first - 1, last);
      const text = pushSigningText({ centre: CENTRE, epoch, replica, first, last: first + changes.length - 1, lastHash: changeHashOf(sha256, changes.at(-1)?.head ?? "") });
      return { ...address(epoch), first, changes, signature: sign(null, Buffer.from(text), keys.key).toString("base64url") };
    },
    verdicts: (first: number, verdicts: readonly FirstVerdict[]) => verdicts.map((verdict, index) => ({ ...sealed[first - 1 + index], verdict })),
  };
}
