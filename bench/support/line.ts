import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { uuidV7 } from "../../shared/kernel/ids.ts";
import { bodyHashOf, changeHashOf, pushSigningText, ZERO_HASH, type ChangeKind, type Sealed } from "../../shared/sync/change.ts";
import type { PushRequest } from "../../shared/sync/protocol.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Deterministic bytes from a counter: two runs with one seed send the same texts, but for the instants. */
export function seededBytes(seed: string): (length: number) => Uint8Array {
  let n = 0;
  return (length) => new Uint8Array(createHash("shake256", { outputLength: length }).update(`${seed}/${(n += 1)}`).digest());
}

export type Scope = { readonly bank: string; readonly branch: string; readonly author: string; readonly rules: string; readonly reference: string };

export type SealOptions = { readonly mends?: string; readonly rules?: string };

/** A replica's line as a workstation would write it: chained, salted and signed. Only for load: it keeps nothing on disk. */
export class Line {
  readonly replica: string;
  readonly publicKey: string;
  readonly #privateKey: KeyObject;
  readonly #random: (length: number) => Uint8Array;
  readonly #scope: Scope;
  #seq = 0;
  #prev = ZERO_HASH;
  #hashes: string[] = [];

  constructor(scope: Scope, seed: string) {
    this.#scope = scope;
    this.#random = seededBytes(seed);
    this.replica = this.newId();
    const keys = generateKeyPairSync("ed25519");
    this.#privateKey = keys.privateKey;
    this.publicKey = keys.publicKey.export({ format: "jwk" }).x ?? "";
  }

  newId(): string {
    return uuidV7(Date.now(), this.#random(16));
  }

  /** `mends`: the refused change of this file that this one comes after ([SY20]); `rules`: by which the author typed, where not those the line began with. */
  seal(kind: ChangeKind | (string & {}), file: string, base: number, content: object, { mends, rules = this.#scope.rules }: SealOptions = {}): Sealed {
    const body = JSON.stringify(content);
    const salt = Buffer.from(this.#random(16)).toString("hex");
    this.#seq += 1;
    const head = JSON.stringify({
      v: 1, bank: this.#scope.bank, branch: this.#scope.branch, file, change: this.newId(), replica: this.replica, seq: this.#seq, prev: this.#prev,
      kind, kindVersion: 1, base, author: this.#scope.author, madeAt: Date.now(), rules, reference: this.#scope.reference,
      bodyHash: bodyHashOf(sha256, salt, body), ...(mends === undefined ? {} : { mends }),
    });
    this.#prev = changeHashOf(sha256, head);
    this.#hashes.push(this.#prev);
    return { head, body, salt };
  }

  /** A signed push of `changes`, which must be consecutive and the first of them number `first`. */
  push(centre: string, epoch: string, first: number, changes: readonly Sealed[]): PushRequest {
    const last = first + changes.length - 1;
    const lastHash = this.#hashes[last - 1] ?? ZERO_HASH;
    const text = pushSigningText({ centre, epoch, replica: this.replica, first, last, lastHash });
    const signature = sign(null, Buffer.from(text), this.#privateKey).toString("base64url");
    return { protocol: 1, centre, epoch, replica: this.replica, first, changes: [...changes], signature };
  }
}
